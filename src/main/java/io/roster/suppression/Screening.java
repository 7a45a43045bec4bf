package io.roster.suppression;

import io.roster.db.RunAgain;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The gate that addresses go through on their way into a workspace: its suppressions, the operator's, and the agency's
 * one owner an address. Two statements a batch, and a third where an agency's addresses find their owner.
 */
public final class Screening {
    private final SuppressionStore suppressions = new SuppressionStore();
    private final AgencyStore agencies = new AgencyStore();
    private final AddressHashing hashing;
    private final InstantSource clock;

    public Screening(AddressHashing hashing, InstantSource clock) {
        this.hashing = hashing;
        this.clock = clock;
    }

    public Screened screen(Tx tx, UUID workspaceId, Collection<String> emails) {
        HashedAddresses addresses = new HashedAddresses(hashing, emails);
        return emails.isEmpty()
                ? new Screened(workspaceId, addresses, Map.of(), List.of())
                : new Screened(
                        workspaceId,
                        addresses,
                        suppressions.among(tx, workspaceId, addresses.emailsAndDomains()),
                        agencies.known(tx, workspaceId, addresses.emails()));
    }

    /**
     * Makes the workspace the owner of the addresses that it takes in, where its account is an agency. When another
     * workspace was quicker, all runs again and finds it.
     */
    public void claim(Tx tx, UUID workspaceId, Screened screened, Collection<String> emails, Instant now) {
        Set<AddressHash> claimed = new TreeSet<>();
        for (String email : emails) {
            if (screened.isToBeClaimed(email)) {
                claimed.add(screened.hash(email));
            }
        }
        if (!claimed.isEmpty() && agencies.claim(tx, workspaceId, claimed, now) < claimed.size()) {
            throw new RunAgain();
        }
    }

    /** Gives an address up, so that another workspace of the agency can take it: its contact is no more. */
    public void release(Tx tx, UUID workspaceId, String email) {
        agencies.release(tx, workspaceId, hashing.ofEmail(email));
    }

    /** Makes the workspace the address's owner, whoever is; contacts that are there stay where they are. */
    public AgencyAssignment assign(Tx tx, UUID workspaceId, String email) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        UUID account = agencies.assign(tx, workspaceId, hashing.ofEmail(email), now)
                .orElseThrow(() -> Failure.notFound("Workspace"));
        return new AgencyAssignment(account, email, workspaceId, now);
    }
}
