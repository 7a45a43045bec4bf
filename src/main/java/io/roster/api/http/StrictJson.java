package io.roster.api.http;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request's body as the contract wants it: strict UTF-8 without a byte order mark, one JSON object and nothing
 * after it, no key twice, no NUL, no lone surrogate, no number that a long or a double cannot hold, at most 64 levels.
 * Integers become {@code LongNode} or {@code IntNode}, all other numbers {@code DecimalNode}, exactly as written.
 */
final class StrictJson {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME = 1000; // no field has such a name, and messages quote it
    private static final String OUT_OF_RANGE = "is a number out of range";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .build())
            .build();

    private final JsonParser parser;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    static ObjectNode parse(byte[] body) {
        CharBuffer text = decode(body);
        if (text.isEmpty()) {
            throw Failure.invalid(null, "A JSON body is required");
        }
        if (text.get(0) == '\uFEFF') {
            throw Failure.invalid(null, "The body begins with a byte order mark; send plain UTF-8");
        }
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.length())) {
            return new StrictJson(parser).document();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private static CharBuffer decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw Failure.invalid(null, "The body is not valid UTF-8");
        }
    }

    private static Refusal malformed(JacksonException e) {
        String where = e.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        String what = e instanceof StreamConstraintsException
                ? "The body is nested more than %d levels deep, or has a number or a name that is too long%s"
                        .formatted(MAX_DEPTH, where)
                : "The body is not valid JSON%s".formatted(where);
        return Failure.invalid(null, what);
    }

    private ObjectNode document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw Failure.invalid(null, "A JSON body is required");
        }
        if (first != JsonToken.START_OBJECT) {
            throw Failure.invalid(null, "The body must be a JSON object");
        }
        ObjectNode object = object();
        if (parser.nextToken() != null) {
            throw Failure.invalid(null, "The body goes on after its JSON object");
        }
        return object;
    }

    private ObjectNode object() {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            fault(name).ifPresent(fault -> {
                throw refused(parser.streamReadContext().getParent(), "a field's name " + fault);
            });
            parser.nextToken();
            if (object.get(name) != null) {
                throw refused("is there twice");
            }
            object.set(name, value());
        }
        return object;
    }

    private ArrayNode array() {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    private JsonNode value() {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no JSON value begins with " + parser.currentToken());
        };
    }

    private JsonNode string() {
        String text = parser.getString();
        fault(text).ifPresent(fault -> {
            throw refused(fault);
        });
        return NODES.stringNode(text);
    }

    private JsonNode integer() {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> throw refused(OUT_OF_RANGE);
        };
    }

    /** Looked at as a double first: a BigDecimal takes any exponent, and hangs whoever writes it out in full later. */
    private JsonNode decimal() {
        String text = parser.getString();
        double rough = Double.parseDouble(text);
        if (Double.isInfinite(rough) || (rough == 0 && !isZero(text))) {
            throw refused(OUT_OF_RANGE);
        }
        return NODES.numberNode(new BigDecimal(text));
    }

    private static boolean isZero(String number) {
        for (int at = 0; at < number.length(); at++) {
            char c = number.charAt(at);
            if (c == 'e' || c == 'E') {
                return true;
            }
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }

    /** Why PostgreSQL could not keep the text, if so. */
    private static Optional<String> fault(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\0') {
                return Optional.of("must not contain NUL characters");
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (!paired) {
                    return Optional.of("must not contain half of a surrogate pair");
                }
                at++;
            }
        }
        return Optional.empty();
    }

    private Refusal refused(String fault) {
        return refused(parser.streamReadContext(), fault);
    }

    private static Refusal refused(TokenStreamContext context, String fault) {
        String place = place(context);
        return place.isEmpty()
                ? Failure.invalid(null, "In the body, " + fault)
                : Failure.invalid(place, place + (fault.startsWith("a ") ? ": " : " ") + fault);
    }

    /** Where the parser is, as {@code contacts[3].email}. */
    private static String place(TokenStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String outer = place(context.getParent());
        return context.inArray()
                ? outer + "[" + context.getCurrentIndex() + "]"
                : Fields.place(outer, context.currentName());
    }
}
