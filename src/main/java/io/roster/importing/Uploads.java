package io.roster.importing;

import io.roster.csv.CsvFault;
import io.roster.csv.Probe;
import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Uploaded files, kept in the database in pieces so that every server can read them; none is ever in memory as a whole.
 */
public final class Uploads {
    private static final int CHUNK = 1024 * 1024;
    private static final long LARGEST = 512L * CHUNK;
    private static final int LONGEST_NAME = 255;

    private final ChunkStore store = new ChunkStore();
    private final Database database;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final long largest;

    public Uploads(Database database, UuidV7 ids, InstantSource clock) {
        this(database, ids, clock, LARGEST);
    }

    /** @param largest file that is taken, in bytes */
    Uploads(Database database, UuidV7 ids, InstantSource clock, long largest) {
        this.largest = largest;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Stores the file as it comes. Should it break off, what is there is swept away a day later. */
    public Import.Upload receive(UUID workspaceId, String fileName, InputStream content) throws IOException {
        UUID importId = ids.next();
        Probe probe = new Probe();
        byte[] chunk = new byte[CHUNK];
        int n = 0;
        int length = content.readNBytes(chunk, 0, CHUNK);
        while (length > 0) {
            probe.take(chunk, length);
            if (probe.size() > largest) {
                discard(workspaceId, importId);
                throw new Failure.PayloadTooLarge(
                                "The file is larger than the %d MiB that are taken".formatted(largest / CHUNK))
                        .refusal();
            }
            store(workspaceId, importId, n++, Arrays.copyOf(chunk, length));
            length = content.readNBytes(chunk, 0, CHUNK);
        }
        return new Import.Upload(importId, name(fileName), probe.encoding(), probe.delimiter());
    }

    /** Removes a file that no import was made of. */
    public void discard(UUID workspaceId, UUID importId) {
        database.write(tx -> {
            store.deleteUnused(tx, workspaceId, importId);
            return true;
        });
    }

    /** The file from its beginning, read piece by piece. */
    InputStream open(UUID workspaceId, UUID importId) {
        return new ChunkInput(n -> database.read(tx -> piece(tx, workspaceId, importId, n)));
    }

    /** The piece, or empty at the end of the file, which is nowhere else. */
    private Optional<byte[]> piece(Tx tx, UUID workspaceId, UUID importId, int n) {
        Optional<byte[]> piece = store.find(tx, workspaceId, importId, n);
        if (piece.isEmpty() && store.hasMore(tx, workspaceId, importId, n)) {
            throw new CsvFault("unreadable_file", "A part of the uploaded file is missing");
        }
        return piece;
    }

    private void store(UUID workspaceId, UUID importId, int n, byte[] bytes) {
        database.write(tx -> {
            store.insert(tx, workspaceId, importId, n, bytes, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return true;
        });
    }

    /** The last part of what may be a path, short enough, and without what no text column takes. */
    private static String name(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String clean = last.codePoints()
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.isBlank() ? "contacts.csv" : clean;
    }
}
