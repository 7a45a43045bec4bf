package io.roster.customfield;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A field that a workspace has defined.
 *
 * @param key what its values are stored under: a number of the workspace's that is never used twice
 * @param options what a value may be chosen from; empty for the types that have none
 * @param fallback what a contact without a value shows; null when there is nothing to show
 */
public record CustomField(
        UUID id,
        int key,
        String name,
        String label,
        CustomFieldType type,
        List<String> options,
        @Nullable Object fallback,
        Instant createdAt,
        Instant updatedAt) {
    public CustomField {
        options = List.copyOf(options);
    }

    /** The value as it is stored, or refused with {@code place} as the field's name. */
    public Object normalise(String place, Object value) {
        return CustomFieldValue.normalise(type, options, place, value);
    }

    /** What a caller may say about it. */
    public CustomFieldDraft draft() {
        return new CustomFieldDraft(name, label, type, options, fallback);
    }

    CustomField with(CustomFieldDraft draft, Instant at) {
        return new CustomField(id, key, name, draft.label(), type, draft.options(), draft.fallback(), createdAt, at);
    }
}
