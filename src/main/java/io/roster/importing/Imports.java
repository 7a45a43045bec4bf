package io.roster.importing;

import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.contact.IntakeOptions;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.work.Jobs;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with the imports of a workspace. The work itself is {@link ImportWork}'s. */
public final class Imports {
    static final String JOB = "import";
    static final String JOB_IMPORT = "import_id";

    private final ImportStore store = new ImportStore();
    private final RejectedRowStore rejected = new RejectedRowStore();
    private final ChunkStore chunks = new ChunkStore();
    private final Jobs jobs;
    private final InstantSource clock;

    public Imports(Jobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Queues the import of an uploaded file; without a mapping its columns go by their names. */
    public Import start(
            Tx tx,
            UUID workspaceId,
            Import.Upload upload,
            @Nullable ColumnMapping mapping,
            IntakeOptions options,
            boolean isDryRun) {
        Import made = new Import(
                upload.importId(),
                upload,
                mapping,
                options,
                isDryRun,
                Import.Status.QUEUED,
                null,
                null,
                Counts.NONE,
                null,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                null,
                null);
        store.insert(tx, workspaceId, made);
        jobs.queue(tx, workspaceId, JOB, Map.of(JOB_IMPORT, made.id().toString()));
        return made;
    }

    public Import get(Tx tx, UUID workspaceId, UUID id) {
        return store.find(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Import"));
    }

    /** The newest first. */
    public Listing<Import> list(Tx tx, UUID workspaceId, Window window) {
        return Listing.of(store.list(tx, workspaceId, window), window, store.count(tx, workspaceId));
    }

    /** The rejected rows behind the row {@code after}, in the order of the file. */
    public List<RejectedRow> rejected(Tx tx, UUID workspaceId, UUID id, int after, int limit) {
        return rejected.list(tx, workspaceId, id, after, limit);
    }

    /** Takes away the rejected rows of these addresses, and tells how many there were. */
    public int eraseRejected(Tx tx, UUID workspaceId, Collection<String> emails) {
        return rejected.erase(tx, workspaceId, emails);
    }

    /**
     * Takes away the files of the imports that are over, before their day is up: nobody can tell in time which of them
     * name a person, and nobody needs them any more. Tells how many pieces there were.
     */
    public int eraseFiles(Tx tx, UUID workspaceId) {
        return chunks.deleteOfEnded(tx, workspaceId);
    }

    /** Ends the import where it is, after the batch that is running. What was applied stays. */
    public Import cancel(Tx tx, UUID workspaceId, UUID id) {
        Import found = store.lock(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Import"));
        if (found.status() == Import.Status.CANCELLED) {
            return found;
        }
        if (found.isOver()) {
            throw new Failure.Conflict(
                            null,
                            "The import is over: it is %s"
                                    .formatted(found.status().wire()))
                    .refusal();
        }
        store.end(
                tx,
                workspaceId,
                id,
                Import.Status.CANCELLED,
                null,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return get(tx, workspaceId, id);
    }
}
