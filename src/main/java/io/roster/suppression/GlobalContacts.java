package io.roster.suppression;

import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.contact.VerificationStatus;
import io.roster.db.RunAgain;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an address across workspaces: whether mail reaches it, and whether the operator has barred it. Nothing
 * that one workspace says of a person is ever kept here.
 */
public final class GlobalContacts {
    private final GlobalContactStore store = new GlobalContactStore();
    private final AddressHashing hashing;
    private final UuidV7 ids;
    private final InstantSource clock;

    public GlobalContacts(AddressHashing hashing, UuidV7 ids, InstantSource clock) {
        this.hashing = hashing;
        this.ids = ids;
        this.clock = clock;
    }

    /** The newest first. */
    public Listing<GlobalSuppression> suppressions(Tx tx, Window window) {
        return Listing.of(store.suppressions(tx, window), window, store.countSuppressions(tx));
    }

    /** Bars an address from being contacted by anybody; one that is barred already stays as it is. */
    public GlobalSuppression.Added suppress(Tx tx, String email, @Nullable String reason) {
        AddressHash hash = hashing.ofEmail(email);
        GlobalSuppression fresh = new GlobalSuppression(ids.next(), email, reason, now());
        if (store.suppress(tx, hash, fresh)) {
            return new GlobalSuppression.Added(fresh, true);
        }
        return new GlobalSuppression.Added(store.suppression(tx, hash).orElseThrow(RunAgain::new), false);
    }

    public GlobalSuppression lift(Tx tx, UUID id) {
        GlobalSuppression suppression =
                store.lockSuppression(tx, id).orElseThrow(() -> Failure.notFound("Global suppression"));
        store.lift(tx, id, now());
        return suppression;
    }

    /** Notes what was found out about an address, for all workspaces that take it in later. */
    public void verified(Tx tx, String email, VerificationStatus status) {
        store.verified(tx, hashing.ofEmail(email), status, now());
    }

    /** For the erasure of a person: all goes but a suppression, which holds by its hash. Tells whether there was any. */
    public int forget(Tx tx, String email) {
        return store.forget(tx, hashing.ofEmail(email), now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
