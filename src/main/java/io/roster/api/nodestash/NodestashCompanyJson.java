package io.roster.api.nodestash;

import io.roster.api.http.JsonOut;
import io.roster.company.Company;
import io.roster.id.IdKind;
import org.jspecify.annotations.Nullable;

/** The company resource of the nodestash dialect, as it is included with a contact. */
final class NodestashCompanyJson {
    private NodestashCompanyJson() {}

    /** The field {@code data} of a relationship: the company's id and type, or null. */
    static void link(JsonOut relationship, @Nullable Company company) {
        if (company == null) {
            relationship.nothing("data");
        } else {
            relationship.object("data", data -> identity(data, company));
        }
    }

    static void resource(JsonOut out, Company company) {
        out.object(resource -> {
            identity(resource, company);
            resource.object(
                    "attributes",
                    attributes -> attributes
                            .text("id", IdKind.NODESTASH_COMPANY.format(company.id()))
                            .text("name", company.name())
                            .text("domain", company.domain())
                            .text("industry", company.industry())
                            .integer("employee_count", company.employeeCount())
                            .text("revenue_band", company.revenueBand())
                            .instant("created_at", company.createdAt())
                            .instant("updated_at", company.updatedAt()));
        });
    }

    private static void identity(JsonOut out, Company company) {
        out.text("id", IdKind.NODESTASH_COMPANY.format(company.id())).text("type", "company");
    }
}
