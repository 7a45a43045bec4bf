package io.roster.api.http;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what follows the question mark, strictly. */
final class QueryString {
    private QueryString() {}

    static Query parse(String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = name(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : value(name, pair.substring(equals + 1));
                parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return new Query(parameters);
    }

    private static String name(String raw) {
        String name = PercentDecoding.ofQuery(raw)
                .orElseThrow(() -> Failure.invalid(
                        null, "A query parameter's name is not valid percent-encoded UTF-8: " + shown(raw)));
        if (name.indexOf('\0') >= 0) {
            throw Failure.invalid(null, "A query parameter's name must not contain NUL characters: " + shown(raw));
        }
        return name;
    }

    private static String value(String name, String raw) {
        String value = PercentDecoding.ofQuery(raw).orElseThrow(() -> malformed(name));
        if (value.indexOf('\0') >= 0) {
            throw Failure.invalid(name, "%s must not contain NUL characters".formatted(name));
        }
        return value;
    }

    private static Refusal malformed(String name) {
        return Failure.invalid(name, "%s is not valid percent-encoded UTF-8".formatted(name));
    }

    private static String shown(String raw) {
        return raw.length() <= 50 ? raw : raw.substring(0, 50) + "…";
    }
}
