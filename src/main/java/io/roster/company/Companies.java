package io.roster.company;

import io.roster.db.Tx;
import io.roster.id.UuidV7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be done with the companies of a workspace. */
public final class Companies {
    private final CompanyStore store = new CompanyStore();
    private final UuidV7 ids;

    public Companies(UuidV7 ids) {
        this.ids = ids;
    }

    /** The workspace's companies of these domains, by domain; those that it doesn't have yet are made. */
    public Map<String, Company> findOrMake(Tx tx, UUID workspaceId, Collection<String> domains, Instant now) {
        Set<String> wanted = new TreeSet<>(domains);
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, Company> found = byDomain(tx, workspaceId, wanted);
        if (found.size() == wanted.size()) {
            return found;
        }
        List<Company> made = new ArrayList<>();
        for (String domain : wanted) {
            if (!found.containsKey(domain)) {
                made.add(new Company(ids.next(), domain, domain, null, null, null, now, now));
            }
        }
        store.insert(tx, workspaceId, made);
        // Asked again, for another transaction may have made some of them at this moment.
        return byDomain(tx, workspaceId, wanted);
    }

    /** Those of {@code ids} that are companies of the workspace, by id. */
    public Map<UUID, Company> byId(Tx tx, UUID workspaceId, Collection<UUID> ids) {
        Set<UUID> wanted = new HashSet<>(ids);
        return wanted.isEmpty()
                ? Map.of()
                : store.byId(tx, workspaceId, wanted).stream()
                        .collect(Collectors.toMap(Company::id, Function.identity()));
    }

    private Map<String, Company> byDomain(Tx tx, UUID workspaceId, Set<String> domains) {
        Map<String, Company> found = new HashMap<>();
        for (Company company : store.byDomain(tx, workspaceId, domains)) {
            if (company.domain() != null) {
                found.put(company.domain(), company);
            }
        }
        return found;
    }
}
