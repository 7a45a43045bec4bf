package io.roster.contact;

import io.roster.changelog.Change.FromTo;
import io.roster.company.Company;
import io.roster.customfield.CustomValues;
import io.roster.id.IdKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two states of a contact, by the names and in the values of the NimbusOS contact object. */
final class ContactDifference {
    private final Map<String, FromTo> fields = new LinkedHashMap<>();

    private ContactDifference() {}

    static Map<String, FromTo> between(Contact before, Contact after) {
        ContactDifference difference = new ContactDifference();
        difference.compare("email", before.email(), after.email());
        for (ProfileField field : ProfileField.values()) {
            difference.compare(
                    field.wire(), before.profile().get(field), after.profile().get(field));
        }
        difference.compareStanding(before.standing(), after.standing());
        difference.compare("tags", before.tags(), after.tags());
        difference.compare("is_deleted", before.isDeleted(), after.isDeleted());
        difference.compare("company", shownOrNull(before.company()), shownOrNull(after.company()));
        if (!before.custom().stored().equals(after.custom().stored())) {
            CustomValues then =
                    new CustomValues(after.custom().fields(), before.custom().stored());
            difference.compare("custom_fields", then.shown(), after.custom().shown());
        }
        return difference.fields;
    }

    private void compareStanding(Standing before, Standing after) {
        compare("lead_score", before.leadScore(), after.leadScore());
        compare("icp_tier", before.icpTier(), after.icpTier());
        compare("grade", before.grade(), after.grade());
        compare(
                "verification_status",
                before.verification().wire(),
                after.verification().wire());
        compare("is_enriched", before.enriched(), after.enriched());
    }

    private void compare(String name, @Nullable Object from, @Nullable Object to) {
        if (!Objects.equals(from, to)) {
            fields.put(name, new FromTo(from, to));
        }
    }

    private static @Nullable Object shownOrNull(@Nullable Company company) {
        return company == null ? null : shown(company);
    }

    /** A company as a contact shows it. */
    static Map<String, @Nullable Object> shown(Company company) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", IdKind.COMPANY.format(company.id()));
        shown.put("name", company.name());
        shown.put("domain", company.domain());
        shown.put("industry", company.industry());
        shown.put("employee_count", company.employeeCount());
        shown.put("revenue_band", company.revenueBand());
        return shown;
    }
}
