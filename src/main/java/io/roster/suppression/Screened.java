package io.roster.suppression;

import io.roster.contact.VerificationStatus;
import io.roster.failure.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands against taking a batch of addresses into a workspace, and what is known of them already. */
public final class Screened {
    private final UUID workspaceId;
    private final HashedAddresses addresses;
    private final Map<AddressHash, Suppression> suppressed;
    private final Map<AddressHash, AgencyStore.Known> known = new HashMap<>();

    Screened(
            UUID workspaceId,
            HashedAddresses addresses,
            Map<AddressHash, Suppression> suppressed,
            List<AgencyStore.Known> known) {
        this.workspaceId = workspaceId;
        this.addresses = addresses;
        this.suppressed = suppressed;
        known.forEach(one -> this.known.put(one.hash(), one));
    }

    /** The first thing that stands against the address. */
    public Optional<Failure> against(String email) {
        Optional<Suppressed> barred = suppressed(email);
        if (barred.isPresent()) {
            return Optional.of(failure(barred.get()));
        }
        return isAssignedToOtherClient(email)
                ? Optional.of(
                        new Failure.AssignedToOtherClient("The email is assigned to another client of the agency"))
                : Optional.empty();
    }

    /** Whether the address must not be contacted: by the workspace's own word, then by the operator's. */
    public Optional<Suppressed> suppressed(String email) {
        Suppressed here = suppressedHere(email);
        if (here != null) {
            return Optional.of(here);
        }
        AgencyStore.Known all = known(email);
        return all == null || all.suppressedAt() == null
                ? Optional.empty()
                : Optional.of(new Suppressed(Suppressed.By.GLOBAL, all.suppressionReason(), all.suppressedAt()));
    }

    private @Nullable Suppressed suppressedHere(String email) {
        if (suppressed.isEmpty()) {
            return null; // as nearly always, and then no hash is looked for in memory
        }
        Suppression own = suppressed.get(addresses.of(email));
        if (own != null) {
            return new Suppressed(Suppressed.By.WORKSPACE, own.reason(), own.createdAt());
        }
        for (AddressHash domain : addresses.domainsOf(email)) {
            Suppression whole = suppressed.get(domain);
            if (whole != null) {
                return new Suppressed(Suppressed.By.DOMAIN, whole.reason(), whole.createdAt());
            }
        }
        return null;
    }

    public boolean isAssignedToOtherClient(String email) {
        AgencyStore.Known all = known(email);
        return all != null && all.owner() != null && !all.owner().equals(workspaceId);
    }

    /** What is known of whether mail reaches the address. */
    public VerificationStatus verification(String email) {
        AgencyStore.Known all = known(email);
        return all == null ? VerificationStatus.UNVERIFIED : all.verification();
    }

    /** Whether the workspace must become the address's owner before it takes it in. */
    boolean isToBeClaimed(String email) {
        AgencyStore.Known all = known(email);
        return all != null && all.isAgency() && all.owner() == null;
    }

    private AgencyStore.@Nullable Known known(String email) {
        return known.isEmpty() ? null : known.get(addresses.of(email));
    }

    AddressHash hash(String email) {
        return addresses.of(email);
    }

    private static Failure failure(Suppressed suppressed) {
        return switch (suppressed.by()) {
            case WORKSPACE -> new Failure.Suppressed("The email is suppressed in this workspace");
            case DOMAIN -> new Failure.Suppressed("The email's domain is suppressed in this workspace");
            case GLOBAL -> new Failure.GloballySuppressed("The email is suppressed for all workspaces");
        };
    }
}
