package io.roster.suppression;

import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.db.RunAgain;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with the suppressions of a workspace. */
public final class Suppressions {
    private final SuppressionStore store = new SuppressionStore();
    private final AddressHashing hashing;
    private final UuidV7 ids;
    private final InstantSource clock;

    public Suppressions(AddressHashing hashing, UuidV7 ids, InstantSource clock) {
        this.hashing = hashing;
        this.ids = ids;
        this.clock = clock;
    }

    /** The newest first. */
    public Listing<Suppression> list(Tx tx, UUID workspaceId, Window window) {
        return Listing.of(store.list(tx, workspaceId, window), window, store.count(tx, workspaceId));
    }

    /** Suppresses an address in its stored form; one that is suppressed already stays as it is. */
    public Suppression.Added addEmail(Tx tx, UUID workspaceId, String email, @Nullable String reason) {
        return add(tx, workspaceId, Suppression.Kind.EMAIL, hashing.ofEmail(email), email, reason);
    }

    /** The same for many at once. */
    public void addEmails(Tx tx, UUID workspaceId, Collection<String> emails, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<AddressHash, Suppression> fresh = new TreeMap<>();
        for (String email : emails) {
            fresh.put(hashing.ofEmail(email), new Suppression(ids.next(), Suppression.Kind.EMAIL, email, reason, now));
        }
        store.insert(tx, workspaceId, fresh);
    }

    /** Suppresses all addresses of a domain, and of the domains below it. */
    public Suppression.Added addDomain(Tx tx, UUID workspaceId, String domain, @Nullable String reason) {
        return add(tx, workspaceId, Suppression.Kind.DOMAIN, hashing.ofDomain(domain), domain, reason);
    }

    public Suppression remove(Tx tx, UUID workspaceId, UUID id) {
        return store.delete(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Suppression"));
    }

    /** For the erasure of a person: the address itself goes, and stays suppressed by its hash. */
    public void forget(Tx tx, UUID workspaceId, String email) {
        store.forget(tx, workspaceId, hashing.ofEmail(email));
    }

    private Suppression.Added add(
            Tx tx, UUID workspaceId, Suppression.Kind kind, AddressHash hash, String value, @Nullable String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Suppression fresh = new Suppression(ids.next(), kind, value, reason, now);
        if (store.insert(tx, workspaceId, hash, fresh)) {
            return new Suppression.Added(fresh, true);
        }
        Suppression there = store.among(tx, workspaceId, List.of(hash)).get(hash);
        if (there == null) {
            throw new RunAgain(); // removed at this moment
        }
        return new Suppression.Added(there, false);
    }
}
