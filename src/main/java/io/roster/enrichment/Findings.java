package io.roster.enrichment;

import io.roster.contact.ProfileField;
import io.roster.contact.VerificationStatus;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a contact.
 *
 * @param profile in stored form
 * @param verification null when nothing is known of it
 * @param company null when nothing is known of it
 */
public record Findings(
        Map<ProfileField, String> profile,
        @Nullable VerificationStatus verification,
        @Nullable CompanyFindings company) {
    public static final Findings NOTHING = new Findings(Map.of(), null, null);

    /** What was found out about its company; null is what is not known. */
    public record CompanyFindings(
            @Nullable String name,
            @Nullable String industry,
            @Nullable Integer employeeCount,
            @Nullable String revenueBand) {}

    public Findings {
        profile = Map.copyOf(profile);
    }

    /** These, with what {@code other} adds to them. */
    Findings or(Findings other) {
        Map<ProfileField, String> all = new EnumMap<>(ProfileField.class);
        all.putAll(other.profile);
        all.putAll(profile);
        return new Findings(
                all,
                verification == null ? other.verification : verification,
                company == null ? other.company : company);
    }
}
