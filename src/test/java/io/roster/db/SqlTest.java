package io.roster.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqlTest {
    private final TestDatabase test = TestPostgres.emptyDatabase();
    private final Database database = new Database(test.address(), 1);

    @AfterEach
    void close() {
        database.close();
        test.close();
    }

    @Test
    void valuesComeBackAsTheyWentIn() {
        Instant at = Instant.parse("2026-04-20T14:32:11.123Z");
        UUID id = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
        byte[] bytes = {0, -1, 39, 92};
        List<Object> read = database.read(tx -> tx.sql(
                        "select ?::text, ?::int, ?::boolean, ?::uuid, ?::timestamptz, ?::bytea")
                .bind("it's \\ \"größer\" 🎻")
                .bind(7)
                .bind(true)
                .bind(id)
                .bind(at)
                .bind(bytes)
                .one(row -> List.of(row.text(), row.integer(), row.bool(), row.uuid(), row.instant(), row.bytes())));
        assertThat(read.subList(0, 5)).containsExactly("it's \\ \"größer\" 🎻", 7, true, id, at);
        assertThat((byte[]) read.get(5)).isEqualTo(bytes);
    }

    @Test
    void arraysOfEveryKindAreBound() {
        Instant at = Instant.parse("2026-04-20T14:32:11.123Z");
        UUID id = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
        String awkward = "a,b {c} \"d\" \\ 'e' NULL";
        assertThat(element("text", Arrays.asList(awkward, null))).isEqualTo(awkward);
        assertThat(element("uuid", Arrays.asList(id, null))).isEqualTo(id.toString());
        assertThat(element("timestamptz", List.of(at))).isEqualTo("2026-04-20 14:32:11.123+00");
        assertThat(element("boolean", Arrays.asList(true, null))).isEqualTo("true");
        assertThat(element("bigint", List.of(1L << 40))).isEqualTo("1099511627776");
        assertThat(element("numeric", List.of(new java.math.BigDecimal("1E+3"))))
                .isEqualTo("1000");
        assertThat(element("bytea", Arrays.asList("ü".getBytes(StandardCharsets.UTF_8), null)))
                .isEqualTo("\\xc3bc");
        assertThat(database.<Integer>read(tx ->
                        tx.sql("select cardinality(?)").array("text", List.of()).one(Row::integer)))
                .isZero();
        assertThat(database.<List<String>>read(
                        tx -> tx.sql("select ?").array("text", List.of("x", "")).one(Row::texts)))
                .containsExactly("x", "");
    }

    @Test
    void aNullWhereNoneMayBeIsADefectAndNotZero() {
        for (Sql.Reader<Object> reader : List.<Sql.Reader<Object>>of(
                Row::text, Row::integer, Row::bigint, Row::bool, Row::uuid, Row::instant, Row::bytes, Row::texts)) {
            assertThatThrownBy(() -> database.read(tx -> tx.sql("select null").one(reader)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("column 1 is null");
        }
    }

    private String element(String type, List<?> elements) {
        return database.read(tx -> tx.sql("select (x)[1]::text from (select ?::" + type + "[] as x) as arrays")
                .array(type, elements)
                .one(Row::text));
    }
}
