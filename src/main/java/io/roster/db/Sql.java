package io.roster.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * One statement with its values. Values are always bound, never written into the text. A failing statement throws
 * {@link DatabaseException}, which keeps PostgreSQL's error code and the name of the constraint.
 */
public final class Sql {
    /** Reads one row of a result. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    private static final int FEW = 8;

    private final Connection connection;
    private final String text;
    private final List<@Nullable Object> values = new ArrayList<>();
    private boolean planned;

    Sql(Connection connection, String text) {
        this.connection = connection;
        this.text = text;
    }

    /** Binds the next value: text, number, boolean, UUID, {@link Instant}, or bytes. */
    public Sql bind(@Nullable Object value) {
        values.add(value instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : value);
        return this;
    }

    /** Binds all of {@code more}, in turn. */
    public Sql bindAll(Collection<? extends @Nullable Object> more) {
        more.forEach(this::bind);
        return this;
    }

    /**
     * Binds an array of PostgreSQL's type {@code type}, such as {@code uuid} or {@code text}, for {@code = any(?)} and
     * {@code unnest(?)}. Elements are as for {@link #bind}, but no arrays: byte arrays do for {@code bytea} alone.
     */
    public Sql array(String type, Collection<? extends @Nullable Object> elements) {
        return array(type, elements, element -> element);
    }

    /** The same of what {@code element} makes of each of {@code all}. */
    public <T extends @Nullable Object> Sql array(
            String type, Collection<T> all, Function<? super T, ? extends @Nullable Object> element) {
        @Nullable Object[] elements = type.equals("bytea") ? new byte[all.size()][] : new Object[all.size()];
        int i = 0;
        for (T each : all) {
            elements[i++] = element.apply(each);
        }
        values.add(new Statement.Elements(type, elements));
        return this;
    }

    /** The same for a column: an array of what carries its values. */
    public <T> Sql arrayOf(
            ColumnType column, Collection<T> all, Function<? super T, ? extends @Nullable Object> value) {
        return array(column.carrier(), all, each -> column.element(value.apply(each)));
    }

    /**
     * Has the statement planned for its values each time it runs, and not kept prepared: for searches, whose best plan
     * depends on the values, and whose texts hardly come again.
     */
    public Sql planned() {
        planned = true;
        return this;
    }

    /**
     * The same where there are many values in an array. A plan that is kept doesn't know how many there are, compares a
     * row with each of them in turn where it could have hashed them, and may have been made when the table was empty.
     */
    public Sql plannedForMany(int elements) {
        planned |= elements > FEW;
        return this;
    }

    /** All rows. */
    public <T> List<T> list(Reader<T> reader) {
        try (PreparedStatement statement = prepare();
                var result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            Row row = new Row(result);
            while (result.next()) {
                rows.add(reader.read(row.start()));
            }
            return rows;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The only row, if there is one; more than one is a defect. */
    public <T> Optional<T> optional(Reader<T> reader) {
        List<T> rows = list(reader);
        if (rows.size() > 1) {
            throw new IllegalStateException("one row expected, " + rows.size() + " found: " + text);
        }
        return rows.stream().findFirst();
    }

    /** The row that is always there, such as that of a count. */
    public <T> T one(Reader<T> reader) {
        return optional(reader).orElseThrow(() -> new IllegalStateException("no row: " + text));
    }

    /** Runs an INSERT, UPDATE or DELETE and tells how many rows it touched. */
    public int update() {
        try (PreparedStatement statement = prepare()) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Runs a statement whose result does not matter, such as {@code select pg_advisory_xact_lock(?)}. */
    public void run() {
        try (PreparedStatement statement = prepare()) {
            statement.execute();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** What would be run, apart from a connection. */
    Statement statement() {
        return new Statement(text, new ArrayList<>(values));
    }

    private PreparedStatement prepare() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            if (planned) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            Statement.bind(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
