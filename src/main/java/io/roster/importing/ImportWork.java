package io.roster.importing;

import io.roster.csv.CsvFault;
import io.roster.csv.CsvReader;
import io.roster.csv.CsvRecord;
import io.roster.customfield.CustomFields;
import io.roster.db.DatabaseException;
import io.roster.db.Tx;
import io.roster.work.Handler;
import io.roster.work.Job;
import io.roster.work.Turn;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does imports: looks at all of the file first, so that nothing is applied of one that cannot be read to its end, and then
 * applies its rows in batches, each in one transaction with its counts.
 */
public final class ImportWork implements Handler {
    private static final int MOST_ROWS = 500_000;
    private static final Duration LOOK_UP = Duration.ofMillis(800);

    private final ImportStore store = new ImportStore();
    private final RejectedRowStore rejectedRows = new RejectedRowStore();
    private final Uploads uploads;
    private final CustomFields customFields;
    private final ImportBatches batches;
    private final Consumer<UUID> grown;
    private final Restraint restraint;
    private final InstantSource clock;

    public ImportWork(
            Uploads uploads,
            CustomFields customFields,
            ImportBatches batches,
            Consumer<UUID> grown,
            Restraint restraint,
            InstantSource clock) {
        this.grown = grown;
        this.restraint = restraint;
        this.uploads = uploads;
        this.customFields = customFields;
        this.batches = batches;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Imports.JOB;
    }

    @Override
    public int lanes() {
        return 2;
    }

    @Override
    public int attempts() {
        return 10;
    }

    @Override
    public void gaveUp(Tx tx, Job job, RuntimeException cause) {
        UUID id = importId(job.payload());
        store.lock(tx, job.workspaceId(), id)
                .filter(it -> !it.isOver())
                .ifPresent(it -> end(tx, job.workspaceId(), it, Import.Status.FAILED, reason(cause)));
    }

    private static Import.Fault reason(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof DatabaseException fault && fault.isOutOfSpace()) {
                return new Import.Fault(
                        "disk_full",
                        "The database's disk is full; what was applied before stays, and the rest can be imported again");
            }
        }
        return new Import.Fault("internal_error", "Something went wrong on our side; it is logged with the import");
    }

    @Override
    public void run(Turn turn) {
        Optional<Import> begun = step(turn, (tx, it) -> begin(tx, turn.workspaceId(), it));
        if (begun.isEmpty()) {
            return;
        }
        Optional<Import> surveyed;
        try {
            surveyed = begun.get().columns() == null ? survey(turn, begun.get()) : begun;
        } catch (CsvFault e) {
            Import.Fault fault = new Import.Fault(e.code(), e.reason());
            step(turn, (tx, it) -> end(tx, turn.workspaceId(), it, Import.Status.FAILED, fault));
            return;
        }
        if (surveyed.isPresent() && apply(turn, surveyed.get())) {
            step(turn, (tx, it) -> end(tx, turn.workspaceId(), it, Import.Status.COMPLETED, null));
            grown.accept(turn.workspaceId());
        }
    }

    /** One step of an import that is not over; empty when it is, for it was cancelled meanwhile. */
    private Optional<Import> step(Turn turn, Step work) {
        return turn.step(tx -> {
            Optional<Import> held =
                    store.lock(tx, turn.workspaceId(), importId(turn.payload())).filter(it -> !it.isOver());
            held.ifPresent(it -> work.run(tx, it));
            Optional<Import> after = held.flatMap(it -> store.find(tx, turn.workspaceId(), it.id()));
            return new Turn.Step<>(
                    after, after.map(it -> progress(it.counts().processed())).orElse(turn.progress()));
        });
    }

    /** As text, which comes back from the store as it went there. */
    private static Map<String, Object> progress(int processed) {
        return Map.of("processed", String.valueOf(processed));
    }

    @FunctionalInterface
    private interface Step {
        void run(Tx tx, Import held);
    }

    /** A dry run has left nothing behind, so it begins anew. */
    private void begin(Tx tx, UUID workspaceId, Import it) {
        store.begin(tx, workspaceId, it.id(), now());
        if (it.isDryRun() && it.counts().processed() > 0) {
            store.advance(tx, workspaceId, it.id(), Counts.NONE);
            rejectedRows.deleteAll(tx, workspaceId, it.id());
        }
    }

    private void end(Tx tx, UUID workspaceId, Import it, Import.Status status, Import.@Nullable Fault fault) {
        store.end(tx, workspaceId, it.id(), status, fault, now());
    }

    /** Reads the file to its end, and finds out what its columns are. */
    private Optional<Import> survey(Turn turn, Import it) {
        try (Reader reader = open(turn, it)) {
            CsvReader csv = new CsvReader(reader, it.upload().delimiter());
            List<String> header = header(csv);
            int rows = 0;
            Instant told = clock.instant();
            while (csv.next().isPresent()) {
                if (++rows > MOST_ROWS) {
                    throw new CsvFault("too_many_rows", "The file has more than %d rows".formatted(MOST_ROWS));
                }
                if ((rows & 0xff) == 0 && clock.instant().isAfter(told.plus(LOOK_UP))) {
                    int counted = rows;
                    told = clock.instant();
                    if (step(turn, (tx, held) -> store.counted(tx, turn.workspaceId(), held.id(), counted))
                            .isEmpty()) {
                        return Optional.empty();
                    }
                }
            }
            int total = rows;
            return step(
                    turn,
                    (tx, held) -> store.surveyed(
                            tx, turn.workspaceId(), held.id(), columns(tx, turn.workspaceId(), held, header), total));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Columns columns(Tx tx, UUID workspaceId, Import it, List<String> header) {
        ColumnMapping mapping = it.mapping();
        Columns columns = mapping == null
                ? Columns.found(header, customFields.current(tx, workspaceId))
                : Columns.by(mapping, header);
        return columns.requireEmail();
    }

    static List<String> header(CsvReader csv) {
        List<String> header = csv.next()
                .map(CsvRecord::cells)
                .orElseThrow(() -> new CsvFault("no_header", "The file is empty; its first row must name the columns"));
        if (header.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            throw new CsvFault("bad_encoding", "The file has NUL characters; UTF-16 needs a byte order mark");
        }
        return header;
    }

    /** Applies what is not yet applied; false when the import was cancelled meanwhile. */
    private boolean apply(Turn turn, Import it) {
        ImportBatches.Run run = batches.of(turn.workspaceId(), it);
        try (Reader reader = open(turn, it);
                ExecutorService ahead = Executors.newVirtualThreadPerTaskExecutor()) {
            CsvReader csv = new CsvReader(reader, it.upload().delimiter());
            for (int row = 0; row <= it.counts().processed(); row++) {
                csv.next(); // the header, and the rows that are applied already
            }
            ReadRows rows = run.read(rows(csv, run.size()));
            while (!rows.rows().isEmpty()) {
                // The next rows are read while the database writes these.
                int most = run.size();
                Future<ReadRows> next = ahead.submit(() -> run.read(rows(csv, most)));
                ReadRows batch = rows;
                Duration used = restraint.used();
                long started = System.nanoTime();
                if (step(turn, (tx, held) -> run.apply(tx, held, batch)).isEmpty()) {
                    return false;
                }
                Duration took = Duration.ofNanos(System.nanoTime() - started);
                run.committed(took);
                restraint.rest(took, used);
                rows = taken(next);
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between the batches of an import", e);
        }
    }

    private static ReadRows taken(Future<ReadRows> read) throws InterruptedException {
        try {
            return read.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    private static List<CsvRecord> rows(CsvReader csv, int most) {
        List<CsvRecord> rows = new ArrayList<>(most);
        while (rows.size() < most) {
            Optional<CsvRecord> row = csv.next();
            if (row.isEmpty()) {
                break;
            }
            rows.add(row.get());
        }
        return rows;
    }

    private Reader open(Turn turn, Import it) throws IOException {
        return it.upload().encoding().reader(uploads.open(turn.workspaceId(), it.id()));
    }

    private static UUID importId(Map<String, Object> payload) {
        return UUID.fromString(String.valueOf(payload.get(Imports.JOB_IMPORT)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
