package io.roster.db;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table by COPY, in its binary format (PostgreSQL's documentation, "COPY", "Binary Format"). For
 * many rows this costs the database much less than an INSERT that takes them as arrays, and it stores the first while the
 * others are still made; but it cannot leave out rows that violate a constraint. Until it is closed, the transaction can
 * run nothing else.
 */
public final class CopiedRows implements AutoCloseable {
    /** From so many rows on it pays to copy them. */
    public static final int MANY = 100;

    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL = -1;
    private static final int END = -1;
    private static final int CHUNK = 32 * 1024;

    private final BinaryBuffer out = new BinaryBuffer(2 * CHUNK);
    private final List<ColumnType> types;
    private final CopyIn copy;

    /**
     * Begins to copy into {@code table}.
     *
     * @param columns their names, with commas
     * @param types theirs, in their order
     */
    public CopiedRows(Tx tx, String table, String columns, List<ColumnType> types) {
        this.types = List.copyOf(types);
        out.raw(SIGNATURE);
        out.int32(0); // flags
        out.int32(0); // the length of the header's extension
        try {
            copy = tx.copyIn("copy %s (%s) from stdin (format binary)".formatted(table, columns));
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Adds a row of one value for each column: what {@link Sql#bind} takes for its type. */
    public void add(List<? extends @Nullable Object> values) {
        out.int16(types.size());
        for (int i = 0; i < types.size(); i++) {
            Object value = values.get(i);
            if (value == null) {
                out.int32(NULL);
            } else {
                types.get(i).write(out, value);
            }
        }
        if (out.size() >= CHUNK) {
            send();
        }
    }

    /** Has them stored, all or none. */
    public void end() {
        out.int16(END);
        send();
        try {
            copy.endCopy();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private void send() {
        try {
            copy.writeToCopy(out.array(), 0, out.size());
            out.clear();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Gives up what was not ended. */
    @Override
    public void close() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
