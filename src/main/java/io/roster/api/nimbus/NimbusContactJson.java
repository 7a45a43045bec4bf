package io.roster.api.nimbus;

import io.roster.api.CustomFieldsJson;
import io.roster.api.http.EntityTag;
import io.roster.api.http.JsonOut;
import io.roster.company.Company;
import io.roster.contact.Contact;
import io.roster.contact.Deletion;
import io.roster.contact.ProfileField;
import io.roster.contact.Standing;
import io.roster.id.IdKind;
import org.jspecify.annotations.Nullable;

/** The contact object of the NimbusOS dialect: exactly the seed's keys, in the seed's order. */
final class NimbusContactJson {
    private NimbusContactJson() {}

    static byte[] bytes(Contact contact) {
        return JsonOut.write(out -> write(out, contact));
    }

    static EntityTag tag(Contact contact) {
        return EntityTag.of(bytes(contact));
    }

    static void write(JsonOut out, Contact contact) {
        write(out, contact, IdKind.CONTACT.format(contact.id()), false);
    }

    /** The contact that a trial would have made: without an id, and without one of a company that it would have made. */
    static byte[] bytesOfTrial(Contact contact, boolean companyIsNew) {
        return JsonOut.write(out -> write(out, contact, null, companyIsNew));
    }

    private static void write(JsonOut out, Contact contact, @Nullable String id, boolean companyIsNew) {
        out.object(fields -> {
            fields.text("id", id);
            fields.text("workspace_id", IdKind.WORKSPACE.format(contact.workspaceId()));
            fields.text("email", contact.email());
            profile(fields, contact);
            standing(fields, contact.standing());
            fields.texts("tags", contact.tags());
            fields.text("verification_status", contact.standing().verification().wire());
            fields.bool("is_enriched", contact.standing().enriched());
            deletion(fields, contact.deletion());
            company(fields, contact.company(), companyIsNew);
            CustomFieldsJson.write(fields, contact);
            fields.instant("created_at", contact.createdAt());
            fields.instant("updated_at", contact.updatedAt());
        });
    }

    private static void profile(JsonOut out, Contact contact) {
        for (ProfileField field : ProfileField.values()) {
            out.text(field.wire(), contact.profile().get(field));
            if (field == ProfileField.LAST_NAME) {
                out.text("full_name", contact.profile().fullName());
            }
        }
    }

    private static void standing(JsonOut out, Standing standing) {
        out.integer("lead_score", standing.leadScore());
        out.text("icp_tier", standing.icpTier());
        out.text("grade", standing.grade());
    }

    private static void deletion(JsonOut out, @Nullable Deletion deletion) {
        out.bool("is_deleted", deletion != null);
        if (deletion != null) {
            out.instant("deleted_at", deletion.at());
            out.text("deletion_reason", deletion.reason());
        }
    }

    private static void company(JsonOut out, @Nullable Company company, boolean isNew) {
        if (company == null) {
            out.nothing("company");
            return;
        }
        out.object(
                "company",
                fields -> companyFields(fields, isNew ? null : IdKind.COMPANY.format(company.id()), company));
    }

    /** The six fields of a company that a contact shows. */
    static void companyFields(JsonOut out, @Nullable String id, Company company) {
        out.text("id", id)
                .text("name", company.name())
                .text("domain", company.domain())
                .text("industry", company.industry())
                .integer("employee_count", company.employeeCount())
                .text("revenue_band", company.revenueBand());
    }
}
