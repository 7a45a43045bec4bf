package io.roster.contact;

import io.roster.company.Companies;
import io.roster.company.Company;
import io.roster.company.CompanyChoice;
import io.roster.company.Domain;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The companies that a batch of contacts is to be linked with, found or made in a few statements for all of them. */
final class LinkedCompanies {
    private final Map<String, Company> byDomain;
    private final Map<UUID, Company> byId;

    private LinkedCompanies(Map<String, Company> byDomain, Map<UUID, Company> byId) {
        this.byDomain = byDomain;
        this.byId = byId;
    }

    /** Those named by {@code choices}, and those of {@code emails}, the addresses of new contacts that name none. */
    static LinkedCompanies find(
            Tx tx,
            UUID workspaceId,
            Companies companies,
            List<CompanyChoice> choices,
            List<String> emails,
            Instant now) {
        List<String> domains = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        emails.forEach(email -> companyDomain(EmailAddress.domain(email)).ifPresent(domains::add));
        for (CompanyChoice choice : choices) {
            switch (choice) {
                case CompanyChoice.ByDomain named ->
                    companyDomain(named.domain()).ifPresent(domains::add);
                case CompanyChoice.ById named -> ids.add(named.id());
                case CompanyChoice.Keep keep -> {}
                case CompanyChoice.Detach detach -> {}
            }
        }
        return new LinkedCompanies(
                companies.findOrMake(tx, workspaceId, domains, now), companies.byId(tx, workspaceId, ids));
    }

    /** The company of a new contact: the one chosen, else that of its address. */
    @Nullable
    Company ofNew(String email, CompanyChoice choice) {
        return choice instanceof CompanyChoice.Keep ? byDomain.get(EmailAddress.domain(email)) : chosen(choice, null);
    }

    /** The company chosen, or {@code current} when nothing was said; an id that isn't there is not found. */
    @Nullable
    Company chosen(CompanyChoice choice, @Nullable Company current) {
        return switch (choice) {
            case CompanyChoice.Keep keep -> current;
            case CompanyChoice.Detach detach -> null;
            case CompanyChoice.ByDomain named -> byDomain.get(named.domain());
            case CompanyChoice.ById named ->
                Optional.ofNullable(byId.get(named.id())).orElseThrow(() -> Failure.notFound("Company"));
        };
    }

    private static Optional<String> companyDomain(String domain) {
        return Domain.isFreeMail(domain) ? Optional.empty() : Optional.of(domain);
    }
}
