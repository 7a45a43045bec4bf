package io.roster.importing;

import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be done with the saved mappings of a workspace. An import keeps the mapping as it was when it was queued. */
public final class FieldMappings {
    private static final int MOST = 1_000;

    private final FieldMappingStore store = new FieldMappingStore();
    private final UuidV7 ids;

    public FieldMappings(UuidV7 ids) {
        this.ids = ids;
    }

    /** The newest first. */
    public Listing<FieldMapping> list(Tx tx, UUID workspaceId, Window window) {
        return Listing.of(store.list(tx, workspaceId, window), window, store.count(tx, workspaceId));
    }

    public FieldMapping get(Tx tx, UUID workspaceId, UUID id) {
        return store.find(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Field mapping"));
    }

    public FieldMapping create(Tx tx, UUID workspaceId, String name, ColumnMapping mapping) {
        if (store.count(tx, workspaceId) >= MOST) {
            throw new Failure.Conflict(null, "A workspace has at most %d field mappings".formatted(MOST)).refusal();
        }
        FieldMapping made = new FieldMapping(ids.next(), name, mapping.checked());
        store.insert(tx, workspaceId, made);
        return made;
    }

    public FieldMapping update(Tx tx, UUID workspaceId, UUID id, UnaryOperator<FieldMapping> change) {
        FieldMapping after =
                change.apply(store.lock(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Field mapping")));
        after.mapping().checked();
        store.update(tx, workspaceId, after);
        return after;
    }

    public FieldMapping delete(Tx tx, UUID workspaceId, UUID id) {
        FieldMapping mapping = get(tx, workspaceId, id);
        store.delete(tx, workspaceId, id);
        return mapping;
    }
}
