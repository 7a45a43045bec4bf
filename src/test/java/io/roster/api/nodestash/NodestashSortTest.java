package io.roster.api.nodestash;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.api.Speech;
import io.roster.db.Database;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestRoster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Lists full of ties and missing values, walked page by page in every order, against a sort in memory; on a database that
 * would by itself sort text in another way.
 */
class NodestashSortTest {
    private static final int CONTACTS = 30;
    private static final List<String> FIELDS = List.of("created_at", "updated_at", "email", "first_name", "last_name");

    /** Case, accents, blanks, and a pair that UTF-16 and the code points order differently. */
    private static final List<@Nullable String> NAMES = Arrays.asList(
            null, null, null, "a", "A", "a b", "ab", "á", "B", "b", "z", "Z", "Ω", "\uFF5E", "\uD83D\uDE00", "%", "_");

    private static final long SEED = new Random().nextLong();
    private static final Random RANDOM = new Random(SEED);

    private static TestDatabase database;
    private static TestRoster roster;
    private static TestClient client;
    private static List<JsonNode> contacts;

    @BeforeAll
    static void start() {
        System.out.println("NodestashSortTest: seed " + SEED);
        database = TestPostgres.emptyDatabaseOfAnotherCollation();
        roster = TestRoster.on(database, Map.of("ROSTER_RATE_LIMIT", "off"));
        client = roster.workspace();
        for (int i = 0; i < CONTACTS; i++) {
            Map<String, @Nullable Object> contact = new HashMap<>();
            contact.put("email", "%c%d@acme.com".formatted('a' + RANDOM.nextInt(26), i));
            contact.put("first_name", NAMES.get(RANDOM.nextInt(NAMES.size())));
            contact.put("last_name", NAMES.get(RANDOM.nextInt(6)));
            client.post("/v1/contacts", contact).expect(201);
        }
        scatterTimes();
        contacts = client.get("/v1/contacts?limit=100").expect(200).data().stream()
                .map(contact -> contact.get("attributes"))
                .toList();
    }

    /** Few different times, so that many contacts share one. */
    private static void scatterTimes() {
        try (Database store = new Database(database.address(), 1)) {
            store.write(tx -> tx.sql("""
                    update contact set
                        created_at = timestamptz '2026-01-01T10:00:00.5Z' + ascii(email) % 3 * interval '0.5 s',
                        updated_at = timestamptz '2026-01-01T10:00:00Z' + ascii(email) % 4 * interval '1 h'
                    """).update());
        }
    }

    @AfterAll
    static void stop() {
        roster.close();
        database.close();
    }

    @Test
    void everyFieldInEveryDirectionAndPageSize() {
        for (String key : FIELDS) {
            IntStream.rangeClosed(1, 7).forEach(size -> expectInOrder(List.of(key), size));
            IntStream.rangeClosed(1, 7).forEach(size -> expectInOrder(List.of("-" + key), size));
        }
    }

    @Test
    void everyPairOfFields() {
        for (String first : FIELDS) {
            for (String second : FIELDS) {
                if (!first.equals(second)) {
                    for (int signs = 0; signs < 4; signs++) {
                        String one = (signs & 1) == 0 ? first : "-" + first;
                        String other = (signs & 2) == 0 ? second : "-" + second;
                        expectInOrder(List.of(one, other), 1 + RANDOM.nextInt(7));
                    }
                }
            }
        }
    }

    @Test
    void threeFieldsAndMore() {
        for (int round = 0; round < 60; round++) {
            List<String> keys = new ArrayList<>(FIELDS);
            Collections.shuffle(keys, RANDOM);
            keys.replaceAll(key -> RANDOM.nextBoolean() ? key : "-" + key);
            expectInOrder(keys.subList(0, 3 + RANDOM.nextInt(3)), 1 + RANDOM.nextInt(7));
        }
    }

    @Test
    void withoutASortTheNewestComesFirst() {
        assertThat(Speech.NODESTASH.walk(client, "", 7)).isEqualTo(inOrder(List.of("-created_at")));
    }

    @Test
    void contactsThatComeAndGoMeanwhileNeitherShiftNorRepeatTheOthers() {
        TestClient other = roster.workspace();
        for (int i = 0; i < 12; i++) {
            Map<String, @Nullable Object> contact = new HashMap<>();
            contact.put("email", "p%02d@acme.com".formatted(i));
            contact.put("last_name", i % 3 == 0 ? null : "n" + i % 3);
            other.post("/v1/contacts", contact).expect(201);
        }
        List<String> expected = Speech.NODESTASH.walk(other, "sort=-last_name,email", 100);
        List<String> seen = new ArrayList<>();
        String next = "/v1/contacts?sort=-last_name,email&limit=3";
        for (String path = next; !path.isEmpty(); ) {
            var page = other.get(path).expect(200);
            page.data().forEach(item -> seen.add(item.at("/attributes/email").stringValue()));
            other.delete("/v1/contacts/" + page.text("/data/0/id")).expect(204);
            other.post("/v1/contacts", Map.of("email", "a%d@acme.com".formatted(seen.size()), "last_name", "z"))
                    .expect(201);
            path = Speech.NODESTASH
                    .cursor(page)
                    .map(cursor -> next + "&cursor=" + cursor)
                    .orElse("");
        }
        assertThat(seen).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"''", "-", "height", "created_at:desc", "'created_at,'", "'email,-email'", "+email", "--email", "EMAIL"
    })
    void aSortThatIsNoneIsRefused(String sort) {
        client.get("/v1/contacts?sort=" + sort.replace("+", "%2B")).expectError(400, "VALIDATION_ERROR", "sort");
    }

    private static void expectInOrder(List<String> keys, int pageSize) {
        String sort = String.join(",", keys);
        assertThat(Speech.NODESTASH.walk(client, "sort=" + sort, pageSize))
                .as("sort %s, pages of %d, seed %d", sort, pageSize, SEED)
                .isEqualTo(inOrder(keys));
    }

    private static List<String> inOrder(List<String> keys) {
        Comparator<JsonNode> order = keys.stream()
                .map(NodestashSortTest::by)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
        Comparator<JsonNode> byId =
                Comparator.comparing(contact -> contact.get("id").stringValue());
        return contacts.stream()
                .sorted(order.thenComparing(keys.getFirst().startsWith("-") ? byId.reversed() : byId))
                .map(contact -> contact.get("email").stringValue())
                .collect(Collectors.toList());
    }

    /** Missing values last in either direction; texts by code point, times by time. */
    private static Comparator<JsonNode> by(String key) {
        boolean descending = key.startsWith("-");
        String name = descending ? key.substring(1) : key;
        Comparator<String> values = name.endsWith("_at")
                ? Comparator.comparing(Instant::parse)
                : (a, b) ->
                        Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
        Comparator<String> directed = descending ? values.reversed() : values;
        return Comparator.comparing(
                contact -> contact.get(name).isNull() ? null : contact.get(name).stringValue(),
                Comparator.nullsLast(directed));
    }
}
