package io.roster.company;

import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.db.RunAgain;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What can be done with the companies of a workspace. */
public final class Companies {
    private final CompanyStore store = new CompanyStore();
    private final UuidV7 ids;
    private final InstantSource clock;

    public Companies(UuidV7 ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** The newest first. */
    public Listing<Company> list(Tx tx, UUID workspaceId, CompanyQuery query, Window window) {
        return Listing.of(store.list(tx, workspaceId, query, window), window, store.count(tx, workspaceId, query));
    }

    public Company get(Tx tx, UUID workspaceId, UUID id) {
        return store.byId(tx, workspaceId, Set.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Failure.notFound("Company"));
    }

    /** One that was asked for, and whether it had been there before. */
    public record Added(Company company, boolean isNew) {}

    /** Makes the company that {@code said} makes of one without a name; where its domain is there, that one stays as it is. */
    public Added create(Tx tx, UUID workspaceId, UnaryOperator<Company> said) {
        Instant now = now();
        Company fresh = said.apply(new Company(ids.next(), "", null, null, null, null, now, now));
        if (store.insert(tx, workspaceId, List.of(fresh)) == 1) {
            return new Added(fresh, true);
        }
        Company there = byDomain(tx, workspaceId, Set.of(String.valueOf(fresh.domain()))).values().stream()
                .findFirst()
                .orElseThrow(RunAgain::new);
        return new Added(there, false);
    }

    /** What a company was and is; the same when nothing has changed. */
    public record Changed(Company before, Company after) {
        public boolean isChange() {
            return !before.equals(after);
        }
    }

    /** Makes of a company what {@code said} does; a change that changes nothing leaves no trace. */
    public Changed update(Tx tx, UUID workspaceId, UUID id, UnaryOperator<Company> said) {
        Company before = store.lock(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Company"));
        Company after = said.apply(before);
        if (after.equals(before)) {
            return new Changed(before, before);
        }
        Instant now = now();
        Company changed = after.changedAt(now.isBefore(before.updatedAt()) ? before.updatedAt() : now);
        store.update(tx, workspaceId, changed);
        return new Changed(before, changed);
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
