package io.roster.contact;

import io.roster.company.Company;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person of a workspace, as stored.
 *
 * @param email in its stored form ({@link EmailAddress})
 * @param derived the profile fields whose values the service worked out by itself, and may work out anew
 * @param customFields by name: a String, a BigDecimal, a Boolean or a List of Strings
 */
public record Contact(
        UUID workspaceId,
        UUID id,
        String email,
        Profile profile,
        Set<ProfileField> derived,
        Standing standing,
        List<String> tags,
        Map<String, Object> customFields,
        @Nullable Company company,
        @Nullable Deletion deletion,
        Instant createdAt,
        Instant updatedAt) {
    public Contact {
        derived = Set.copyOf(derived);
        tags = List.copyOf(tags);
    }

    /** A contact that nobody has said anything about but its address. */
    static Contact blank(UUID workspaceId, UUID id, String email, @Nullable Company company, Instant now) {
        return new Contact(
                workspaceId,
                id,
                email,
                Profile.EMPTY,
                Set.of(),
                Standing.NEW,
                List.of(),
                Map.of(),
                company,
                null,
                now,
                now);
    }

    public boolean isDeleted() {
        return deletion != null;
    }

    /** This contact with what {@code patch} says, its company aside: that takes a look-up first. */
    Contact with(ContactPatch patch) {
        return new Contact(
                workspaceId,
                id,
                patch.email() == null ? email : patch.email(),
                profile.with(patch.profile()),
                derived,
                standing,
                patch.tags() == null ? tags : patch.tags(),
                merged(patch.customFields()),
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
                customFields,
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
                customFields,
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
                customFields,
                changed,
                deletion,
                createdAt,
                updatedAt);
    }

    Contact withDeletion(Deletion changed) {
        return new Contact(
                workspaceId,
                id,
                email,
                profile,
                derived,
                standing,
                tags,
                customFields,
                company,
                changed,
                createdAt,
                updatedAt);
    }

    Contact withUpdatedAt(Instant at) {
        return new Contact(
                workspaceId,
                id,
                email,
                profile,
                derived,
                standing,
                tags,
                customFields,
                company,
                deletion,
                createdAt,
                at);
    }

    private Map<String, Object> merged(Map<String, Optional<Object>> given) {
        if (given.isEmpty()) {
            return customFields;
        }
        Map<String, Object> merged = new LinkedHashMap<>(customFields);
        given.forEach((name, value) ->
                value.ifPresentOrElse(present -> merged.put(name, present), () -> merged.remove(name)));
        return merged;
    }
}
