package io.roster.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the store keeps it, to and from plain Java values. What callers send is read elsewhere, and more strictly. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectReader OBJECT = MAPPER.readerFor(new TypeReference<LinkedHashMap<String, Object>>() {});
    private static final ObjectReader OBJECTS = MAPPER.readerFor(new TypeReference<List<Map<String, Object>>>() {});
    private static final ObjectReader TEXTS = MAPPER.readerFor(new TypeReference<List<String>>() {});

    private Json() {}

    public static String write(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty() ? "{}" : MAPPER.writeValueAsString(value);
    }

    /** An array of objects. */
    public static List<Map<String, Object>> readObjects(String json) {
        return OBJECTS.readValue(json);
    }

    /** An array of texts. */
    public static List<String> readTexts(String json) {
        return TEXTS.readValue(json);
    }

    /** An object, its numbers as BigDecimal. */
    public static Map<String, Object> readObject(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        Map<String, Object> object = OBJECT.readValue(json);
        object.replaceAll((name, value) -> value instanceof Number number && !(number instanceof BigDecimal)
                ? new BigDecimal(number.toString())
                : value instanceof List<?> list ? List.copyOf(list) : value);
        return object;
    }
}
