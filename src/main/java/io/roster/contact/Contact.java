package io.roster.contact;

import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person of a workspace, as stored.
 *
 * @param email in its stored form ({@link EmailAddress})
 * @param derived the profile fields whose values the service worked out by itself, and may work out anew
 * @param custom what it has in the workspace's custom fields
 */
public record Contact(
        UUID workspaceId,
        UUID id,
        String email,
        Profile profile,
        Set<ProfileField> derived,
        Standing standing,
        List<String> tags,
        CustomValues custom,
        @Nullable Company company,
        @Nullable Deletion deletion,
        Instant createdAt,
        Instant updatedAt) {
    private static final UUID UNKNOWN = new UUID(0, 0);

    public Contact {
        derived = Set.copyOf(derived);
        tags = List.copyOf(tags);
    }

    /** What a new contact is by what is said of it alone; see {@link #begun}. */
    static Contact sketch(String email, Profile profile, List<String> tags, CustomValues custom) {
        return new Contact(
                UNKNOWN,
                UNKNOWN,
                email,
                profile,
                Set.of(),
                Standing.NEW,
                tags,
                custom,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** What was sketched, as a contact of its own: from {@code now} on, and with what was looked up for it. */
    Contact begun(
            UUID inWorkspace, UUID newId, @Nullable Company linked, VerificationStatus verification, Instant now) {
        return new Contact(
                inWorkspace,
                newId,
                email,
                profile,
                derived,
                standing.verified(verification),
                tags,
                custom,
                linked,
                deletion,
                now,
                now);
    }

    public boolean isDeleted() {
        return deletion != null;
    }

    /** By name, what it shows in its custom fields: a String, a BigDecimal, a Boolean or a List of Strings each. */
    public Map<String, Object> customFields() {
        return custom.shown();
    }

    /** This contact with what {@code patch} says, its company aside: that takes a look-up first. */
    Contact with(ContactPatch patch, CustomFieldSet fields) {
        return new Contact(
                workspaceId,
                id,
                patch.email() == null ? email : patch.email(),
                profile.with(patch.profile()),
                derived,
                standing,
                patch.tags() == null ? tags : patch.tags(),
                custom.with(fields, patch.customFields()),
                company,
                patch.restore() ? null : deletion,
                createdAt,
                updatedAt);
    }

    Contact withProfile(Profile changed, Set<ProfileField> nowDerived) {
        return new Contact(
                workspaceId,
                id,
                email,
                changed,
                nowDerived,
                standing,
                tags,
                custom,
                company,
                deletion,
                createdAt,
                updatedAt);
    }

    public Contact withStanding(Standing changed) {
        return new Contact(
                workspaceId,
                id,
                email,
                profile,
                derived,
                changed,
                tags,
                custom,
                company,
                deletion,
                createdAt,
                updatedAt);
    }

    Contact withCustom(CustomValues changed) {
        return new Contact(
                workspaceId,
                id,
                email,
                profile,
                derived,
                standing,
                tags,
                changed,
                company,
                deletion,
                createdAt,
                updatedAt);
    }

    Contact withTags(List<String> changed) {
        return new Contact(
                workspaceId,
                id,
                email,
                profile,
                derived,
                standing,
                changed,
                custom,
                company,
                deletion,
                createdAt,
                updatedAt);
    }

    Contact withCompany(@Nullable Company changed) {
        return new Contact(
                workspaceId,
                id,
                email,
                profile,
                derived,
                standing,
                tags,
                custom,
                changed,
                deletion,
                createdAt,
                updatedAt);
    }

    Contact withDeletion(@Nullable Deletion changed) {
        return new Contact(
                workspaceId,
                id,
                email,
                profile,
                derived,
                standing,
                tags,
                custom,
                company,
                changed,
                createdAt,
                updatedAt);
    }

    Contact withUpdatedAt(Instant at) {
        return new Contact(
                workspaceId, id, email, profile, derived, standing, tags, custom, company, deletion, createdAt, at);
    }
}
