package io.roster.api.http;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON straight into bytes. The methods with a name write a field of the object that is open, those without one an
 * element of the array that is open, or the document itself; a null value is written as {@code null}.
 */
public final class JsonOut {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int USUAL_SIZE = 1024;

    private final JsonGenerator generator;

    private JsonOut(JsonGenerator generator) {
        this.generator = generator;
    }

    /** The bytes of what {@code content} writes. */
    public static byte[] write(Consumer<JsonOut> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator generator = MAPPER.createGenerator(bytes)) {
            content.accept(new JsonOut(generator));
        }
        return bytes.toByteArray();
    }

    public JsonOut object(Consumer<JsonOut> fields) {
        generator.writeStartObject();
        fields.accept(this);
        generator.writeEndObject();
        return this;
    }

    public JsonOut object(String name, Consumer<JsonOut> fields) {
        generator.writeName(name);
        return object(fields);
    }

    /** An array with an element, or several, for each of {@code items}, as {@code element} writes it. */
    public <T> JsonOut array(Iterable<T> items, Consumer<T> element) {
        generator.writeStartArray();
        items.forEach(element);
        generator.writeEndArray();
        return this;
    }

    public <T> JsonOut array(String name, Iterable<T> items, Consumer<T> element) {
        generator.writeName(name);
        return array(items, element);
    }

    public JsonOut text(String value) {
        generator.writeString(value);
        return this;
    }

    public JsonOut text(String name, @Nullable String value) {
        generator.writeName(name);
        generator.writeString(value); // which writes null for null
        return this;
    }

    public JsonOut texts(String name, Collection<String> values) {
        return array(name, values, this::text);
    }

    public JsonOut integer(String name, long value) {
        generator.writeName(name);
        generator.writeNumber(value);
        return this;
    }

    public JsonOut integer(String name, @Nullable Integer value) {
        return value == null ? nothing(name) : integer(name, value.longValue());
    }

    public JsonOut number(String name, @Nullable BigDecimal value) {
        generator.writeName(name);
        generator.writeNumber(value); // which writes null for null
        return this;
    }

    public JsonOut bool(String name, boolean value) {
        generator.writeName(name);
        generator.writeBoolean(value);
        return this;
    }

    public JsonOut instant(String name, @Nullable Instant value) {
        return text(name, value == null ? null : Instants.format(value));
    }

    /** A tree that is there already, such as one that came in. */
    public JsonOut tree(JsonNode value) {
        generator.writeTree(value);
        return this;
    }

    public JsonOut tree(String name, JsonNode value) {
        generator.writeName(name);
        return tree(value);
    }

    /** JSON that the store has as text; it is not looked at. */
    public JsonOut raw(String json) {
        generator.writeRawValue(json);
        return this;
    }

    public JsonOut raw(String name, String json) {
        generator.writeName(name);
        return raw(json);
    }

    /** The name of a field whose value is written next. */
    public JsonOut name(String name) {
        generator.writeName(name);
        return this;
    }

    public JsonOut nothing(String name) {
        generator.writeName(name);
        generator.writeNull();
        return this;
    }
}
