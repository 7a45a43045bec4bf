package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.csv.CsvReader;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class ExportTest {
    private static final String EXPORT = "/api/v1/contacts/export/";
    private static final String[] ODD = {
        "=1+1",
        "+49 30 123",
        "-5",
        "@home",
        "'=quoted",
        "''+x",
        "'plain",
        "a,b",
        "a;b",
        "say \"hi\"",
        "\"",
        "'",
        "a\nb",
        "a\r\nb",
        "\ttab",
        "ünïcödé",
        "😀",
        "trailing\\",
        "null",
        ";",
        "=",
        "'",
        "''",
        "a\"b;c"
    };

    private static TestRoster roster;

    private TestClient client;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @BeforeEach
    void workspace() {
        client = roster.workspace();
    }

    @Test
    void whatWasExportedIsImportedAgainWithoutAChange() {
        fill(2_000, 7);
        Answer csv = client.get(EXPORT).expect(200);
        assertThat(csv.header("Content-Type")).hasValue("text/csv; charset=utf-8");
        JsonNode same = Form.file("contacts.csv", csv.bytes()).updating().run(client);
        Form.assertCounts(same, 0, 0, 2_000, 0, 0);

        TestClient other = roster.workspace();
        defineFields(other);
        JsonNode fresh = Form.file("contacts.csv", csv.bytes()).run(other);
        Form.assertCounts(fresh, 2_000, 0, 0, 0, 0);
        assertThat(people(other)).isEqualTo(people(client));
    }

    @Test
    void noCellIsAFormula() {
        fill(ODD.length * 3, 3);
        String csv = client.get(EXPORT).expect(200).body();
        CsvReader rows = new CsvReader(new StringReader(csv), ',');
        int count = 0;
        for (var row = rows.next(); row.isPresent(); row = rows.next()) {
            assertThat(row.get().cells()).noneMatch(cell -> cell.matches("(?s)[=+@\\t\\r-].*"));
            count++;
        }
        assertThat(count).isEqualTo(ODD.length * 3 + 1);
    }

    @Test
    void anyFilterOfTheListHoldsAndBadOnesAreRefused() {
        fill(30, 1);
        client.post("/api/v1/contacts/", Map.of("email", "tagged@x.org", "tags", List.of("only me")))
                .expect(201);
        assertThat(client.get(EXPORT + "?tag=only%20me").expect(200).body().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("tagged@x.org");
        assertThat(client.get(EXPORT + "?tag=nobody").expect(200).body().lines())
                .hasSize(1);
        client.get(EXPORT + "?segment_id=seg_none").expect(404);
        client.get(EXPORT + "?page_size=5").expectError(400, "validation_error", "page_size");
        client.get(EXPORT + "?format=xml").expectError(400, "validation_error", "format");
        roster.workspace("events:read").get(EXPORT).expect(403);
    }

    @Test
    void ndjsonHasTheContactsAsTheListHasThem() throws IOException {
        fill(1_100, 5);
        Answer zipped = client.with("Accept-Encoding", "gzip")
                .get(EXPORT + "?format=ndjson&sort=created_asc")
                .expect(200);
        assertThat(zipped.header("Content-Encoding")).hasValue("gzip");
        byte[] bytes = new GZIPInputStream(new ByteArrayInputStream(zipped.bytes())).readAllBytes();
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1_100);
        JsonNode first = JsonMapper.shared().readTree(lines.getFirst());
        assertThat(client.get("/api/v1/contacts/" + first.get("id").stringValue() + "/")
                        .json())
                .isEqualTo(first);
    }

    /** Makes odd contacts, in bulk. */
    private void fill(int count, long seed) {
        defineFields(client);
        Random random = new Random(seed);
        List<Map<String, Object>> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(person(i, random));
            if (batch.size() == 500 || i == count - 1) {
                JsonNode meta = client.post("/api/v1/contacts/bulk/", Map.of("contacts", batch))
                        .expect(200)
                        .json()
                        .get("meta");
                assertThat(meta.get("created").intValue())
                        .as("seed " + seed + meta)
                        .isEqualTo(batch.size());
                batch.clear();
            }
        }
    }

    private static Map<String, Object> person(int i, Random random) {
        Map<String, Object> person = new HashMap<>();
        person.put("email", (random.nextInt(10) == 0 ? "+odd" : "p") + i + "@firm" + i % 50 + ".com");
        for (String field : List.of("first_name", "last_name", "title", "city", "lead_source")) {
            if (random.nextBoolean()) {
                person.put(field, odd(random));
            }
        }
        person.put("phone", "+1 (555) 01" + i);
        person.put("tags", random.nextBoolean() ? List.of(odd(random), "x" + i % 7, odd(random)) : List.of());
        if (random.nextInt(4) == 0) {
            person.put("company_domain", "other%d.org".formatted(i % 9));
        }
        Map<String, Object> custom = new HashMap<>();
        custom.put("note", odd(random) + (random.nextBoolean() ? " " : ""));
        custom.put("points", random.nextInt(2_000_000) / 1000.0 - 1000);
        custom.put("vip", random.nextBoolean());
        if (random.nextBoolean()) {
            custom.put("kinds", List.of("a;b", "'=x", "\"q\""));
        }
        person.put("custom_fields", custom);
        return person;
    }

    private static String odd(Random random) {
        return ODD[random.nextInt(ODD.length)];
    }

    private static void defineFields(TestClient client) {
        client.post(
                        "/api/v1/custom-fields/",
                        Map.of(
                                "name",
                                "note",
                                "display_label",
                                "Note",
                                "field_type",
                                "string",
                                "fallback_value",
                                "none"))
                .expect(201);
        client.post(
                        "/api/v1/custom-fields/",
                        Map.of("name", "points", "display_label", "Points", "field_type", "number"))
                .expect(201);
        client.post(
                        "/api/v1/custom-fields/",
                        Map.of("name", "vip", "display_label", "VIP", "field_type", "boolean", "fallback_value", true))
                .expect(201);
        client.post(
                        "/api/v1/custom-fields/",
                        Map.of(
                                "name",
                                "kinds",
                                "display_label",
                                "Kinds",
                                "field_type",
                                "multi_select",
                                "options",
                                List.of("a;b", "'=x", "\"q\"")))
                .expect(201);
    }

    /** What people say of the contacts, by address. */
    private static Map<String, String> people(TestClient client) {
        Map<String, String> people = new HashMap<>();
        client.get(EXPORT + "?format=ndjson").expect(200).body().lines().forEach(line -> {
            JsonNode person = JsonMapper.shared().readTree(line);
            people.put(
                    person.get("email").stringValue(),
                    List.of("full_name", "title", "city", "lead_source", "phone", "tags", "custom_fields").stream()
                                    .map(person::get)
                                    .toList()
                            + person.at("/company/domain").toString());
        });
        return people;
    }
}
