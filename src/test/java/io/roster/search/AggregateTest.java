package io.roster.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class AggregateTest {
    private static final String AGGREGATE = "/api/v1/contacts/aggregate/";
    private static final String SEARCH = "/api/v1/contacts/search/";
    private static final String CONTACTS = "/api/v1/contacts/";

    private static TestRoster roster;
    private static TestClient client;
    private static List<JsonNode> contacts;

    @BeforeAll
    static void start() {
        long seed = Long.getLong("roster.seed", System.nanoTime());
        System.out.println("AggregateTest: -Droster.seed=" + seed);
        roster = TestRoster.start();
        client = roster.workspace();
        new CountedPeople(new Random(seed)).create(client);
        try (Database store = new Database(roster.database().address(), 1)) {
            store.write(tx -> tx.sql("""
                    update contact set created_at = timestamptz '2025-10-26T22:59:59.999Z'
                        + abs(hashtext(email)) % 100 * interval '1 day'
                        + abs(hashtext(email)) % 7200000 * interval '1 millisecond'
                    """).update());
        }
        contacts = client.get(CONTACTS + "?page_size=500").expect(200).data();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'field':'lead_source'}",
                "{'field':'lead_source','limit':2}",
                "{'field':'icp_tier'}",
                "{'field':'company.name','limit':3}",
                "{'field':'company_id','limit':4}",
                "{'field':'email','limit':1000}",
                "{'field':'full_name'}",
                "{'field':'is_deleted'}",
                "{'field':'lead_score','limit':3}",
                "{'field':'lead_score','interval':10}",
                "{'field':'tags'}",
                "{'field':'tags','limit':1}",
                "{'field':'created_at','limit':5}",
                "{'field':'created_at','interval':'day'}",
                "{'field':'created_at','interval':'week'}",
                "{'field':'created_at','interval':'month'}",
                "{'field':'created_at','interval':'quarter'}",
                "{'field':'created_at','interval':'year'}",
                "{'field':'deleted_at','interval':'hour'}",
                "{'field':'custom_fields.plan'}",
                "{'field':'custom_fields.note'}",
                "{'field':'custom_fields.trial'}",
                "{'field':'custom_fields.seats'}",
                "{'field':'custom_fields.seats','interval':2.5}",
                "{'field':'custom_fields.seats','interval':7}",
                "{'field':'custom_fields.rank','interval':0.1}",
                "{'field':'custom_fields.langs'}",
                "{'field':'custom_fields.day'}",
                "{'field':'custom_fields.day','interval':'day'}",
                "{'field':'custom_fields.day','interval':'week'}",
                "{'field':'custom_fields.day','interval':'quarter'}",
                "{'field':'custom_fields.day','interval':'year'}",
            })
    void aFieldIsCountedAsByHand(String aggregation) {
        ObjectNode asked = json(aggregation);
        counted(asked, "", contact -> true);
        counted(
                asked,
                "{'field':'has_tag','op':'eq','value':'vip'}",
                contact -> contact.get("tags").values().stream()
                        .anyMatch(tag -> tag.stringValue().equals("vip")));
        counted(
                asked,
                "{'field':'is_deleted','op':'eq','value':false}",
                contact -> !contact.get("is_deleted").booleanValue());
    }

    private static void counted(ObjectNode asked, String filter, Predicate<JsonNode> meaning) {
        List<JsonNode> matching = contacts.stream().filter(meaning).toList();
        Answer answer = aggregate(filter, asked.toString()).expect(200);
        assertThat(answer.json().get("data").get(0)).isEqualTo(CountByHand.of(asked, matching));
        assertThat(answer.json().get("meta").toString()).isEqualTo("{\"total_count\":%d}".formatted(matching.size()));
    }

    @Test
    void aBucketHoldsThoseWhomASearchForItFinds() {
        Answer answer = aggregate(
                        "",
                        "{'field':'custom_fields.plan'},{'field':'lead_source'},"
                                + "{'field':'custom_fields.rank','interval':2},"
                                + "{'field':'created_at','interval':'week'},{'field':'company_id'}")
                .expect(200);
        int buckets = 0;
        for (JsonNode one : answer.data()) {
            String field = one.get("field").stringValue();
            for (JsonNode bucket : one.get("buckets").values()) {
                String filters = bucket.has("value")
                        ? condition(field, "eq", bucket.get("value"))
                        : condition(field, "gte", bucket.get("from")) + "," + condition(field, "lt", bucket.get("to"));
                assertThat(total(filters))
                        .as(filters)
                        .isEqualTo(bucket.get("count").longValue());
                buckets++;
            }
        }
        assertThat(buckets).isGreaterThan(30);
        assertThat(total("{\"field\":\"lead_source\",\"op\":\"is_empty\"}"))
                .isEqualTo(answer.json().at("/data/1/missing").longValue());
    }

    private static String condition(String field, String operator, JsonNode value) {
        return "{\"field\":\"%s\",\"op\":\"%s\",\"value\":%s}".formatted(field, operator, value);
    }

    private static long total(String filters) {
        return client.post(SEARCH, "{\"page_size\":1,\"filters\":[" + filters + "]}")
                .expect(200)
                .json()
                .at("/meta/total_count")
                .longValue();
    }

    @Test
    void whatTheEngineHasSeenIsCounted() {
        TestClient workspace = roster.workspace();
        List<Object> events = new ArrayList<>();
        String seen = workspace
                .post(CONTACTS, Map.of("email", "seen@acme.example"))
                .expect(201)
                .text("id");
        workspace.post(CONTACTS, Map.of("email", "unseen@acme.example")).expect(201);
        for (int i = 0; i < 3; i++) {
            events.add(Map.of(
                    "external_id",
                    "e" + i,
                    "contact_id",
                    seen,
                    "event_type",
                    "email_opened",
                    "occurred_at",
                    "2026-03-0%dT10:30:00Z".formatted(i + 1)));
        }
        roster.key(workspace.get(CONTACTS + seen).text("workspace_id"), "engine:events")
                .post("/api/v1/engine/events/", Map.of("events", events))
                .expect(200);
        Answer answer = workspace
                .post(
                        AGGREGATE,
                        "{\"aggregations\":[{\"field\":\"event_count.email_opened\"},"
                                + "{\"field\":\"event_count.email_opened\",\"interval\":2},"
                                + "{\"field\":\"last_event_at\",\"interval\":\"hour\"}]}")
                .expect(200);
        assertThat(answer.json().get("data").toString())
                .isEqualTo(("[{'field':'event_count.email_opened','buckets':[{'value':0,'count':1},"
                                + "{'value':3,'count':1}],'missing':0,'other':0},"
                                + "{'field':'event_count.email_opened','interval':2,'buckets':["
                                + "{'from':0,'to':2,'count':1},{'from':2,'to':4,'count':1}],'missing':0},"
                                + "{'field':'last_event_at','interval':'hour','buckets':[{'from':'2026-03-03T10:00:00Z',"
                                + "'to':'2026-03-03T11:00:00Z','count':1}],'missing':1}]")
                        .replace('\'', '"'));
    }

    @Test
    void wordsWithAWrongLetterAreForgivenWhereThatIsAskedFor() {
        String words = "\"filters\":[{\"field\":\"search\",\"op\":\"eq\",\"value\":\"kontaktperzon\"}],"
                + "\"aggregations\":[{\"field\":\"title\"}]}";
        assertThat(client.post(AGGREGATE, "{" + words).expect(200).json().at("/meta/total_count"))
                .hasToString("0");
        Answer tolerant =
                client.post(AGGREGATE, "{\"typo_tolerance\":true," + words).expect(200);
        assertThat(tolerant.json().at("/data/0/buckets/0/value").stringValue()).isEqualTo("Kontaktperson");
        assertThat(tolerant.json().at("/data/0/buckets").size()).isEqualTo(1);
    }

    @Test
    void nobodyMatchingIsNoFault() {
        Answer answer = aggregate(
                        "{'field':'email','op':'eq','value':'nobody@nowhere.example'}",
                        "{'field':'tags'},{'field':'lead_score','interval':5}")
                .expect(200);
        assertThat(answer.json().toString())
                .isEqualTo(("{'data':[{'field':'tags','buckets':[],'missing':0,'other':0},"
                                + "{'field':'lead_score','interval':5,'buckets':[],'missing':0}],"
                                + "'meta':{'total_count':0}}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                          | aggregations
            {'aggregations':null}                                                       | aggregations
            {'aggregations':[]}                                                         | aggregations
            {'aggregations':['tags']}                                                   | aggregations[0]
            {'aggregations':[{'limit':3}]}                                              | aggregations[0].field
            {'aggregations':[{'field':'tags'},{'field':'nope'}]}                        | aggregations[1].field
            {'aggregations':[{'field':'search'}]}                                       | aggregations[0].field
            {'aggregations':[{'field':'has_tag'}]}                                      | aggregations[0].field
            {'aggregations':[{'field':'segment_id'}]}                                   | aggregations[0].field
            {'aggregations':[{'field':'custom_fields.nope'}]}                           | aggregations[0].field
            {'aggregations':[{'field':'event_count.nope'}]}                             | aggregations[0].field
            {'aggregations':[{'field':'tags','size':3}]}                                | aggregations[0].size
            {'aggregations':[{'field':'tags','limit':0}]}                               | aggregations[0].limit
            {'aggregations':[{'field':'tags','limit':1001}]}                            | aggregations[0].limit
            {'aggregations':[{'field':'tags','limit':'3'}]}                             | aggregations[0].limit
            {'aggregations':[{'field':'lead_score','limit':3,'interval':10}]}           | aggregations[0].limit
            {'aggregations':[{'field':'tags','interval':10}]}                           | aggregations[0].interval
            {'aggregations':[{'field':'is_deleted','interval':'day'}]}                  | aggregations[0].interval
            {'aggregations':[{'field':'lead_score','interval':0}]}                      | aggregations[0].interval
            {'aggregations':[{'field':'lead_score','interval':-1}]}                     | aggregations[0].interval
            {'aggregations':[{'field':'lead_score','interval':'10'}]}                   | aggregations[0].interval
            {'aggregations':[{'field':'lead_score','interval':1e309}]}                  | aggregations[0].interval
            {'aggregations':[{'field':'created_at','interval':'fortnight'}]}            | aggregations[0].interval
            {'aggregations':[{'field':'created_at','interval':86400}]}                  | aggregations[0].interval
            {'aggregations':[{'field':'custom_fields.day','interval':'hour'}]}          | aggregations[0].interval
            {'aggregations':[{'field':'tags'},{'field':'lead_score','interval':0.01}]}  | aggregations[1].interval
            {'aggregations':[{'field':'created_at','interval':'hour'}]}                 | aggregations[0].interval
            {'aggregations':[{'field':'tags'}],'page_size':10}                          | page_size
            {'aggregations':[{'field':'tags'}],'sort':[]}                               | sort
            {'aggregations':[{'field':'tags'}],'typo_tolerance':'yes'}                  | typo_tolerance
            {'aggregations':[{'field':'tags'}],'filters':[{'field':'x','op':'eq'}]}     | filters[0].field
            """)
    void whatDoesNotFitIsRefusedWithItsPlace(String body, String place) {
        client.post(AGGREGATE, body.replace('\'', '"')).expectError(400, "validation_error", place);
    }

    @Test
    void sixFieldsAreTooMany() {
        aggregate("", String.join(",", Collections.nCopies(6, "{'field':'tags'}")))
                .expectError(400, "validation_error", "aggregations");
    }

    private static Answer aggregate(String filter, String aggregations) {
        return client.post(
                AGGREGATE,
                "{'filters':[%s],'aggregations':[%s]}"
                        .formatted(filter, aggregations)
                        .replace('\'', '"'));
    }

    private static ObjectNode json(String text) {
        ArrayNode array = (ArrayNode) CountByHand.MAPPER.readTree("[" + text.replace('\'', '"') + "]");
        return (ObjectNode) array.get(0);
    }
}
