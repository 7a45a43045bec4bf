package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.failure.Refusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static Fields fields(String json) {
        return Fields.of(StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertRefused(ThrowingCallable call, String field, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.failure().field()).isEqualTo(field);
            assertThat(refusal.failure().message()).isEqualTo(message);
        });
    }

    @Test
    void absentAndNullAndAValueAreTold() {
        Fields fields = fields("{\"null\":null,\"text\":\"x\"}");
        assertThat(fields.text("absent")).isEqualTo(new Given.Absent<>("absent"));
        assertThat(fields.text("null")).isEqualTo(new Given.Null<>("null"));
        assertThat(fields.text("text")).isEqualTo(new Given.Value<>("text", "x"));
        List<String> seen = new ArrayList<>();
        fields.text("absent").ifGiven(value -> seen.add("absent"));
        fields.text("null").ifGiven(value -> seen.add("" + value));
        fields.text("text").ifGiven(value -> seen.add("" + value));
        assertThat(seen).containsExactly("null", "x");
        assertRefused(() -> fields.text("null").required(), "null", "null is required");
    }

    @Test
    void everyTypeIsReadAsItself() {
        Fields fields = fields("""
                {"i":9223372036854775807,"n":1.10,"e":1e2,"b":false,"t":"2026-04-20T16:32:11.1239+02:00",
                 "o":{"x":[{"y":"z"}]},"l":["a","b"],"m":[1,null]}""");
        assertThat(fields.integer("i").required()).isEqualTo(Long.MAX_VALUE);
        assertThat(fields.number("n").required()).isEqualTo(new BigDecimal("1.10"));
        assertThat(fields.number("i").required()).isEqualTo(new BigDecimal(Long.MAX_VALUE));
        assertThat(fields.number("e").required()).isEqualByComparingTo("100");
        assertThat(fields.bool("b").required()).isFalse();
        assertThat(fields.instant("t").required()).isEqualTo(Instant.parse("2026-04-20T14:32:11.123Z"));
        assertThat(fields.texts("l").required()).containsExactly("a", "b");
        assertThat(fields.array("m").required()).hasSize(2);
        Fields inner = fields.object("o").required().objects("x").required().getFirst();
        assertThat(inner.place()).isEqualTo("o.x[0]");
        assertThat(inner.text("y").required()).isEqualTo("z");
    }

    @Test
    void nothingIsCoercedAndThePlaceIsNamed() {
        Fields fields = fields(
                "{\"a\":\"12\",\"b\":1.0,\"c\":1,\"d\":\"true\",\"e\":[\"x\",5],\"f\":[{\"g\":true}],\"h\":[null]}");
        assertRefused(() -> fields.integer("a"), "a", "a must be an integer");
        assertRefused(() -> fields.number("a"), "a", "a must be a number");
        assertRefused(() -> fields.integer("b"), "b", "b must be an integer");
        assertRefused(() -> fields.text("c"), "c", "c must be a string");
        assertRefused(() -> fields.bool("c"), "c", "c must be true or false");
        assertRefused(() -> fields.bool("d"), "d", "d must be true or false");
        assertRefused(() -> fields.texts("e"), "e[1]", "e[1] must be a string");
        assertRefused(() -> fields.texts("a"), "a", "a must be an array");
        assertRefused(() -> fields.objects("h"), "h[0]", "h[0] must be an object");
        assertRefused(() -> fields.objects("f").required().getFirst().text("g"), "f[0].g", "f[0].g must be a string");
        assertRefused(
                () -> fields.instant("a"),
                "a",
                "a must be a date, or a time with its offset, in ISO 8601: 2026-04-20T14:32:11.123Z");
    }

    @Test
    void aFieldThatNobodyAskedForIsRefusedUnlessItIsReadOnly() {
        Fields fields = fields("{\"email\":\"a\",\"id\":1,\"emial\":\"b\"}");
        fields.text("email");
        assertRefused(() -> fields.refuseOthers(Set.of("id")), "emial", "Unknown field: emial");
        fields.text("emial");
        fields.refuseOthers(Set.of("id"));
    }

    @Test
    void whatIsWrittenIsJson() {
        byte[] json = JsonOut.write(out -> out.object(o -> o.text("a", "ü\"\n")
                .text("none", null)
                .integer("i", 7)
                .integer("j", (Integer) null)
                .number("n", new BigDecimal("1.50"))
                .number("m", null)
                .bool("b", true)
                .instant("t", Instant.parse("2026-04-01T10:00:00Z"))
                .instant("u", null)
                .texts("l", List.of("x", "y"))
                .raw("r", "{\"k\":1}")
                .tree("tree", fields("{\"x\":1.10}").node())
                .nothing("z")
                .array("rows", List.of(1, 2), row -> o.object(r -> r.integer("row", row)))));
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":\"ü\\\"\\n\",\"none\":null,\"i\":7,\"j\":null,\"n\":1.50,\"m\":null,\"b\":true,"
                        + "\"t\":\"2026-04-01T10:00:00Z\",\"u\":null,\"l\":[\"x\",\"y\"],\"r\":{\"k\":1},"
                        + "\"tree\":{\"x\":1.10},\"z\":null,\"rows\":[{\"row\":1},{\"row\":2}]}");
    }
}
