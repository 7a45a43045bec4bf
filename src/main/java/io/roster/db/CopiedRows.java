package io.roster.db;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table by COPY, in its binary format (PostgreSQL's documentation, "COPY", "Binary Format"). For
 * many rows this costs the database much less than an INSERT that takes them as arrays; but it cannot leave out rows that
 * violate a constraint.
 */
public final class CopiedRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL = -1;
    private static final int END = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final List<ColumnType> types;

    /** @param types of the columns, in their order */
    public CopiedRows(List<ColumnType> types) {
        this.types = List.copyOf(types);
        try {
            out.write(SIGNATURE);
            out.writeInt(0); // flags
            out.writeInt(0); // the length of the header's extension
        } catch (IOException e) {
            throw cannotFail(e);
        }
    }

    /** Adds a row of one value for each column: what {@link Sql#bind} takes for its type. */
    public void add(List<? extends @Nullable Object> values) {
        try {
            out.writeShort(types.size());
            for (int i = 0; i < types.size(); i++) {
                Object value = values.get(i);
                if (value == null) {
                    out.writeInt(NULL);
                } else {
                    types.get(i).write(out, value);
                }
            }
        } catch (IOException e) {
            throw cannotFail(e);
        }
    }

    /** Copies them into the columns of a table, all or none. */
    public void into(Tx tx, String table, String columns) {
        try {
            out.writeShort(END);
            CopyIn copy = tx.copyIn("copy %s (%s) from stdin (format binary)".formatted(table, columns));
            copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
            copy.endCopy();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } catch (IOException e) {
            throw cannotFail(e);
        }
    }

    private static UncheckedIOException cannotFail(IOException e) {
        return new UncheckedIOException("memory is written to", e);
    }
}
