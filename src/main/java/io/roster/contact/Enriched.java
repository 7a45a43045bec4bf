package io.roster.contact;

import io.roster.company.Company;
import io.roster.enrichment.Findings;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How what was found out goes into what is known: it fills what is empty, and replaces what was only derived. */
final class Enriched {
    private Enriched() {}

    static Contact with(Contact before, Findings findings, boolean overwrite) {
        Map<ProfileField, Optional<String>> taken = new EnumMap<>(ProfileField.class);
        Set<ProfileField> derived = EnumSet.noneOf(ProfileField.class);
        derived.addAll(before.derived());
        findings.profile().forEach((field, value) -> {
            String there = before.profile().get(field);
            boolean isFree = there == null || overwrite || before.derived().contains(field);
            if (isFree && !value.equals(there)) {
                taken.put(field, Optional.of(value));
                derived.add(field);
            }
        });
        Contact after = before.withProfile(before.profile().with(taken), derived);
        return after.withStanding(
                verified(before.standing(), findings.verification()).enrichedNow());
    }

    static Company with(Company before, Findings.CompanyFindings found, boolean overwrite) {
        boolean isNamedAfterDomain = before.name().equals(before.domain());
        String name = found.name() != null && (overwrite || isNamedAfterDomain) ? found.name() : before.name();
        return new Company(
                before.id(),
                name,
                before.domain(),
                taken(before.industry(), found.industry(), overwrite),
                taken(before.employeeCount(), found.employeeCount(), overwrite),
                taken(before.revenueBand(), found.revenueBand(), overwrite),
                before.createdAt(),
                before.updatedAt());
    }

    /** What is known for certain, such as from a bounce, is not taken back by a guess. */
    private static Standing verified(Standing standing, @Nullable VerificationStatus found) {
        boolean isOpen = switch (standing.verification()) {
            case UNVERIFIED, UNKNOWN, RISKY -> true;
            case VALID, INVALID -> found == VerificationStatus.VALID || found == VerificationStatus.INVALID;
        };
        return found == null || found == VerificationStatus.UNVERIFIED || !isOpen ? standing : standing.verified(found);
    }

    private static <T> @Nullable T taken(@Nullable T before, @Nullable T found, boolean overwrite) {
        return found != null && (before == null || overwrite) ? found : before;
    }
}
