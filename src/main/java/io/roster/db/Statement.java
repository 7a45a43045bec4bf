package io.roster.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;

/**
 * A statement that was made in a transaction, with its values, so that it can be run again by itself.
 *
 * @param values as the driver takes them, but for arrays, which are {@link Elements}
 */
public record Statement(String text, List<@Nullable Object> values) {
    /** The value that is an array of PostgreSQL's type {@code type}. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Elements(String type, @Nullable Object[] array) {}

    /** Binds all of {@code values}. */
    public static void bind(PreparedStatement statement, List<@Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            statement.setObject(i + 1, value instanceof Elements elements ? array(statement, elements) : value);
        }
    }

    private static Object array(PreparedStatement statement, Elements elements) throws SQLException {
        if (elements.array() instanceof byte[][]) {
            return statement.getConnection().createArrayOf(elements.type(), elements.array());
        }
        BaseConnection connection = statement.getConnection().unwrap(BaseConnection.class);
        int type = connection.getTypeInfo().getPGArrayType(elements.type());
        return new PgArray(connection, type, ArrayLiteral.of(elements.array()));
    }
}
