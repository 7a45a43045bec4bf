package io.roster.db;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row that is read from left to right: each call takes the next column, which costs no look-up by name. */
public final class Row {
    private final ResultSet result;
    private int column;

    Row(ResultSet result) {
        this.result = result;
    }

    Row start() {
        column = 0;
        return this;
    }

    public String text() throws SQLException {
        return required(textOrNull());
    }

    public @Nullable String textOrNull() throws SQLException {
        return result.getString(++column);
    }

    public UUID uuid() throws SQLException {
        return required(uuidOrNull());
    }

    public @Nullable UUID uuidOrNull() throws SQLException {
        return result.getObject(++column, UUID.class);
    }

    public Instant instant() throws SQLException {
        return required(instantOrNull());
    }

    public @Nullable Instant instantOrNull() throws SQLException {
        OffsetDateTime at = result.getObject(++column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    public boolean bool() throws SQLException {
        boolean value = result.getBoolean(++column);
        refuseNull();
        return value;
    }

    public int integer() throws SQLException {
        int value = result.getInt(++column);
        refuseNull();
        return value;
    }

    public @Nullable Integer integerOrNull() throws SQLException {
        int value = result.getInt(++column);
        return result.wasNull() ? null : value;
    }

    public @Nullable Long bigintOrNull() throws SQLException {
        long value = result.getLong(++column);
        return result.wasNull() ? null : value;
    }

    public @Nullable BigDecimal decimalOrNull() throws SQLException {
        return result.getBigDecimal(++column);
    }

    public @Nullable Boolean boolOrNull() throws SQLException {
        boolean value = result.getBoolean(++column);
        return result.wasNull() ? null : value;
    }

    /** Whether the next column is null, without taking it. */
    public boolean nextIsNull() throws SQLException {
        return result.getObject(column + 1) == null;
    }

    public long bigint() throws SQLException {
        long value = result.getLong(++column);
        refuseNull();
        return value;
    }

    public byte[] bytes() throws SQLException {
        return required(result.getBytes(++column));
    }

    /** A text array that is not null and holds no null. */
    public List<String> texts() throws SQLException {
        Array array = required(result.getArray(++column));
        return List.of((String[]) array.getArray());
    }

    /** JDBC reads a null as false or 0, which would pass for a value. */
    private void refuseNull() throws SQLException {
        if (result.wasNull()) {
            throw missing();
        }
    }

    private <T> T required(@Nullable T value) throws SQLException {
        if (value == null) {
            throw missing();
        }
        return value;
    }

    private SQLException missing() {
        return new SQLException("column " + column + " is null, and must not be");
    }
}
