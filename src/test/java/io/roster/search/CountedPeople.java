package io.roster.search;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Contacts with values that come often, seldom, and not at all, in fields of every type. */
final class CountedPeople {
    private static final int PEOPLE = 240;
    private static final String FIELDS = "/api/v1/custom-fields/";

    private final Random random;

    CountedPeople(Random random) {
        this.random = random;
    }

    void create(TestClient client) {
        define(client, "note", "string", List.of(), null);
        define(client, "seats", "number", List.of(), null);
        define(client, "rank", "number", List.of(), 2.5);
        define(client, "trial", "boolean", List.of(), null);
        define(client, "day", "date", List.of(), null);
        define(client, "plan", "dropdown", List.of("free", "pro", "Ünique"), "free");
        define(client, "langs", "multi_select", List.of("en", "de", "fr"), List.of("en"));
        List<Object> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(person(i));
        }
        Answer made = client.post("/api/v1/contacts/bulk/", Map.of("contacts", people))
                .expect(200);
        for (int i = 0; i < 20; i++) {
            client.delete("/api/v1/contacts/" + made.text("/data/" + i + "/id")).expect(200);
        }
    }

    private static void define(
            TestClient client, String name, String type, List<String> options, @Nullable Object fallback) {
        Map<String, @Nullable Object> field = new HashMap<>(Map.of("name", name, "field_type", type));
        if (!options.isEmpty()) {
            field.put("options", options);
        }
        if (fallback != null) {
            field.put("fallback_value", fallback);
        }
        client.post(FIELDS, field).expect(201);
    }

    private Map<String, Object> person(int number) {
        Map<String, Object> custom = new HashMap<>();
        maybe(custom, "note", List.of("", "x", "y"));
        maybe(custom, "seats", List.of(-7, -0.5, 0, 2.5, 9.99, 10, 25, 100, 1000));
        maybe(custom, "rank", List.of(-1, 0.1, 0.30000000000000004, 0.3, 7));
        maybe(custom, "trial", List.of(true, false));
        maybe(custom, "day", List.of("2024-02-29", "2024-12-30", "2025-01-05", "2025-01-06", "2025-10-01"));
        maybe(custom, "plan", List.of("free", "pro", "Ünique"));
        maybe(custom, "langs", List.of(List.of(), List.of("de"), List.of("de", "fr"), List.of("fr", "en", "de")));
        Map<String, Object> person = new HashMap<>(
                Map.of("email", "p%d@d%d.example".formatted(number, random.nextInt(7)), "custom_fields", custom));
        maybe(
                person,
                "lead_source",
                List.of("web", "Web", "event", "ärger", "\uFF5Ez", "😀", "zoo", "a", "b", "c", "d", "e"));
        maybe(person, "first_name", List.of("Ann", "Bob"));
        maybe(person, "title", List.of("CTO", "Director of Sales", "Kontaktperson"));
        maybe(person, "tags", List.of(List.of("vip"), List.of("vip", "eu"), List.of("α", "Z"), List.of("eu", "α")));
        return person;
    }

    private void maybe(Map<String, Object> into, String name, List<Object> values) {
        if (random.nextInt(4) > 0) {
            into.put(name, values.get(random.nextInt(values.size())));
        }
    }
}
