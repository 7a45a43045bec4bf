package io.roster.suppression;

import io.roster.contact.VerificationStatus;
import io.roster.failure.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
        AddressHash hash = addresses.of(email);
        Suppression own = suppressed.get(hash);
        if (own != null) {
            return Optional.of(new Suppressed(Suppressed.By.WORKSPACE, own.reason(), own.createdAt()));
        }
        for (AddressHash domain : addresses.domainsOf(email)) {
            Suppression whole = suppressed.get(domain);
            if (whole != null) {
                return Optional.of(new Suppressed(Suppressed.By.DOMAIN, whole.reason(), whole.createdAt()));
            }
        }
        AgencyStore.Known all = known.get(hash);
        return all == null || all.suppressedAt() == null
                ? Optional.empty()
                : Optional.of(new Suppressed(Suppressed.By.GLOBAL, all.suppressionReason(), all.suppressedAt()));
    }

    public boolean isAssignedToOtherClient(String email) {
        AgencyStore.Known all = known.get(addresses.of(email));
        return all != null && all.owner() != null && !all.owner().equals(workspaceId);
    }

    /** What is known of whether mail reaches the address. */
    public VerificationStatus verification(String email) {
        AgencyStore.Known all = known.get(addresses.of(email));
        return all == null ? VerificationStatus.UNVERIFIED : all.verification();
    }

    /** Whether the workspace must become the address's owner before it takes it in. */
    boolean isToBeClaimed(String email) {
        AgencyStore.Known all = known.get(addresses.of(email));
        return all != null && all.isAgency() && all.owner() == null;
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
