package io.roster.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopiedRowsTest {
    private static final String COLUMNS = "id, text, number, large, truth, at, texts, json";
    private static final List<ColumnType> TYPES = List.of(ColumnType.values());
    private static final String ODD = "a\"b\\c,{d}\t\n'é😀 NULL";

    private final TestDatabase test = TestPostgres.emptyDatabase();
    private final Database database = new Database(test.address(), 2);

    @BeforeEach
    void table() {
        database.write(tx -> {
            tx.sql("""
                    create table things (id uuid constraint things_key unique, text text, number int4, large int8, truth bool,
                        at timestamptz, texts text[], json jsonb)
                    """).run();
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
        test.close();
    }

    @Test
    void valuesOfAllTypesArriveAsTheyDoInArrays() {
        Instant before2000 = Instant.parse("1969-07-20T20:17:40.123456Z");
        List<List<@Nullable Object>> rows = List.of(
                row(
                        UUID.randomUUID(),
                        ODD,
                        -1,
                        Long.MIN_VALUE,
                        true,
                        before2000,
                        List.of(ODD, "", "null"),
                        "{\"a\":[1.50,\"é\"]}"),
                row(UUID.randomUUID(), "", Integer.MIN_VALUE, 0L, false, Instant.EPOCH, List.of(), "{}"),
                row(
                        UUID.randomUUID(),
                        "x".repeat(70_000),
                        0,
                        1L << 40,
                        false,
                        Instant.parse("9999-12-31T23:59:59.999999Z"),
                        Collections.nCopies(99, "t"),
                        "[]"),
                Collections.nCopies(TYPES.size(), null));
        copy(rows);
        List<String> copied = stored();
        assertThat(copied).hasSize(rows.size());
        database.write(tx -> tx.sql("truncate things").update());
        insert(rows);
        assertThat(stored()).containsExactlyElementsOf(copied);
    }

    @Test
    void aRowThatIsThereAlreadyFailsThemAll() {
        List<@Nullable Object> row = row(UUID.randomUUID(), "a", 1, 1L, true, Instant.EPOCH, List.of("t"), "{}");
        copy(List.of(row));
        List<@Nullable Object> other = row(UUID.randomUUID(), "b", 1, 1L, true, Instant.EPOCH, List.of("t"), "{}");
        List<List<@Nullable Object>> many = new ArrayList<>(Collections.nCopies(20_000, row));
        many.addFirst(other);
        DatabaseException fault = catchThrowableOfType(DatabaseException.class, () -> copy(many));
        assertThat(fault.violatesUnique("things_key")).isTrue();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void whatIsNotEndedIsGivenUpAndTheTransactionGone() {
        List<@Nullable Object> row = row(UUID.randomUUID(), "a", 1, 1L, true, Instant.EPOCH, List.of("t"), "{}");
        assertThatThrownBy(() -> database.write(tx -> {
                    try (CopiedRows copied = new CopiedRows(tx, "things", COLUMNS, TYPES)) {
                        copied.add(row);
                        throw new IllegalStateException("in the middle");
                    }
                }))
                .hasMessage("in the middle");
        assertThat(stored()).isEmpty();
        copy(List.of(row));
        assertThat(stored()).hasSize(1);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private void copy(List<List<@Nullable Object>> rows) {
        database.write(tx -> {
            try (CopiedRows copied = new CopiedRows(tx, "things", COLUMNS, TYPES)) {
                rows.forEach(copied::add);
                copied.end();
                return null;
            }
        });
    }

    private void insert(List<List<@Nullable Object>> rows) {
        String arrays =
                TYPES.stream().map(type -> "?::" + type.carrier() + "[]").collect(Collectors.joining(", "));
        String[] names = COLUMNS.split(", ");
        String values = IntStream.range(0, names.length)
                .mapToObj(i -> "r." + names[i] + TYPES.get(i).cast())
                .collect(Collectors.joining(", "));
        database.write(tx -> {
            Sql sql =
                    tx.sql("insert into things select %s from unnest(%s) as r (%s)".formatted(values, arrays, COLUMNS));
            for (int i = 0; i < TYPES.size(); i++) {
                int column = i;
                sql.arrayOf(TYPES.get(i), rows, row -> row.get(column));
            }
            return sql.update();
        });
    }

    private List<String> stored() {
        return database.read(tx -> new ArrayList<>(tx.sql("select things::text from things order by number nulls last")
                .list(Row::text)));
    }
}
