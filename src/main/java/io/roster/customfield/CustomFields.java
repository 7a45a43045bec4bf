package io.roster.customfield;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What can be done with the custom fields of a workspace. The definitions are kept in memory under their version, which
 * every change makes anew and no other change can have: whoever has read the version in its transaction knows whether
 * what is in memory still holds, on however many servers.
 */
public final class CustomFields {
    private static final int MAX_FIELDS = 500;
    private static final int MAX_WORKSPACES_IN_MEMORY = 10_000;

    private final CustomFieldStore store = new CustomFieldStore();
    private final Cache<UUID, CustomFieldSet> sets =
            Caffeine.newBuilder().maximumSize(MAX_WORKSPACES_IN_MEMORY).build();
    private final List<CustomFieldUse> uses;
    private final UuidV7 ids;
    private final InstantSource clock;

    public CustomFields(List<CustomFieldUse> uses, UuidV7 ids, InstantSource clock) {
        this.uses = List.copyOf(uses);
        this.ids = ids;
        this.clock = clock;
    }

    /** All of the workspace, in the order in which they were made. */
    public Collection<CustomField> list(Tx tx, UUID workspaceId) {
        return current(tx, workspaceId).fields();
    }

    public CustomField get(Tx tx, UUID workspaceId, UUID id) {
        return current(tx, workspaceId).fields().stream()
                .filter(field -> field.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Failure.notFound("Custom field"));
    }

    public CustomField create(Tx tx, UUID workspaceId, CustomFieldDraft draft) {
        store.lock(tx, workspaceId);
        if (current(tx, workspaceId).fields().size() >= MAX_FIELDS) {
            throw new Failure.Conflict(null, "A workspace has at most %d custom fields".formatted(MAX_FIELDS))
                    .refusal();
        }
        int key = store.change(tx, workspaceId, ids.next());
        Instant now = now();
        CustomField field = new CustomField(
                ids.next(),
                key,
                draft.name(),
                draft.label(),
                draft.type(),
                draft.options(),
                draft.fallback(),
                now,
                now);
        store.insert(tx, workspaceId, field);
        return field;
    }

    /** Changes label, options and fallback; an option that a contact has cannot go. */
    public CustomField update(Tx tx, UUID workspaceId, UUID id, UnaryOperator<CustomFieldDraft> change) {
        store.lock(tx, workspaceId);
        CustomField before = get(tx, workspaceId, id);
        CustomFieldDraft draft = change.apply(before.draft());
        if (draft.equals(before.draft())) {
            return before;
        }
        checkUnchanged("name", before.name(), draft.name());
        checkUnchanged("field_type", before.type().wire(), draft.type().wire());
        List<String> removed = new ArrayList<>(before.options());
        removed.removeAll(draft.options());
        if (!removed.isEmpty() && store.isInUse(tx, workspaceId, before, removed)) {
            throw new Failure.Conflict(
                            "options",
                            "An option that contacts have cannot be removed: one of %s"
                                    .formatted(String.join(", ", removed)))
                    .refusal();
        }
        CustomField after = before.with(draft, now());
        store.change(tx, workspaceId, ids.next());
        store.update(tx, workspaceId, after);
        return after;
    }

    /** Deletes the field, for all to see at once; its values are taken out of the contacts in the background. */
    public CustomField delete(Tx tx, UUID workspaceId, UUID id) {
        store.lock(tx, workspaceId);
        CustomField field = get(tx, workspaceId, id);
        for (CustomFieldUse use : uses) {
            use.of(tx, workspaceId, field.name()).ifPresent(user -> {
                throw new Failure.Conflict(null, "The custom field is in use by the %s".formatted(user)).refusal();
            });
        }
        store.change(tx, workspaceId, ids.next());
        store.delete(tx, workspaceId, field);
        return field;
    }

    /**
     * Defines those of {@code values}, by name, that the workspace doesn't have: a string, a number, a boolean or an array
     * of strings gives the new field its type. An array becomes a multi_select whose options grow with what comes.
     */
    public void defineFromValues(Tx tx, UUID workspaceId, Map<String, Object> values) {
        SelfDefinition definition = new SelfDefinition(values);
        if (definition.isComplete(current(tx, workspaceId))) {
            return;
        }
        store.lock(tx, workspaceId);
        CustomFieldSet held = current(tx, workspaceId);
        for (CustomFieldDraft draft : definition.missing(held)) {
            create(tx, workspaceId, draft);
        }
        definition.grown(held).forEach((id, draft) -> update(tx, workspaceId, id, before -> draft));
    }

    /** The definitions as they are for this transaction. */
    public CustomFieldSet current(Tx tx, UUID workspaceId) {
        return at(tx, workspaceId, store.version(tx, workspaceId));
    }

    /** The definitions of a version that was read in this transaction, or newer ones. */
    public CustomFieldSet at(Tx tx, UUID workspaceId, UUID version) {
        if (version.equals(CustomFieldSet.NO_VERSION)) {
            return CustomFieldSet.NONE;
        }
        CustomFieldSet known = sets.getIfPresent(workspaceId);
        if (known != null && known.version().equals(version)) {
            return known;
        }
        CustomFieldSet loaded = store.load(tx, workspaceId);
        sets.put(workspaceId, loaded);
        return loaded;
    }

    /** The definitions, which stay as they are until the transaction ends: for whoever stores what is built on them. */
    public CustomFieldSet forWriting(Tx tx, UUID workspaceId) {
        hold(tx, workspaceId);
        return current(tx, workspaceId);
    }

    /** The same, for whoever reads the version in a later statement of its own. */
    public void hold(Tx tx, UUID workspaceId) {
        store.hold(tx, workspaceId);
    }

    private static void checkUnchanged(String name, String before, String after) {
        if (!before.equals(after)) {
            throw Failure.invalid(name, "%s cannot be changed; it is %s".formatted(name, before));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
