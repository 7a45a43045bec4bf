package io.roster.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EnrichmentTest {
    private static final String CONTACTS = "/api/v1/contacts/";

    @Test
    void withoutAnyServiceAContactIsEnrichedFromItself() throws Exception {
        try (TestRoster roster = TestRoster.start()) {
            TestClient workspace = roster.workspace();
            String german = enriched(workspace, Map.of("email", "anna@acme.de", "phone", "+49 30 901820"));
            JsonNode anna = awaitEnriched(workspace, german);
            assertThat(anna.get("country").stringValue()).isEqualTo("DE");
            assertThat(anna.get("time_zone").stringValue()).isEqualTo("Europe/Berlin");
            assertThat(anna.get("verification_status").stringValue()).isEqualTo("unknown");
            String desk =
                    enriched(workspace, Map.of("email", "sales@acme.de", "phone", "+49 30 901820", "country", "FR"));
            JsonNode sales = awaitEnriched(workspace, desk);
            assertThat(sales.get("country").stringValue()).isEqualTo("FR");
            assertThat(sales.get("verification_status").stringValue()).isEqualTo("risky");
            TestClient other = roster.workspace();
            assertThat(other.post(CONTACTS, Map.of("email", "sales@acme.de")).text("verification_status"))
                    .isEqualTo("risky");
        }
    }

    @Test
    void whatAPersonEnteredStaysUnlessItIsToBeOverwritten() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        try (Service service = new Service(asked, """
                {"city":"Paris","title":"CTO","country":"Narnia","verification_status":"valid","shoe_size":44,
                 "company":{"name":"Acme SA","employee_count":350}}""");
                TestRoster roster = TestRoster.start(
                        Map.of("ROSTER_ENRICH_URL", service.url(), "ROSTER_ENRICH_SECRET", "s3cret"))) {
            TestClient workspace = roster.workspace();
            String colleague = workspace
                    .post(CONTACTS, Map.of("email", "colleague@acme.com"))
                    .text("id");
            String id = enriched(workspace, Map.of("email", "a@acme.com", "city", "Rome"));
            JsonNode contact = awaitEnriched(workspace, id);
            assertThat(contact.get("city").stringValue()).isEqualTo("Rome");
            assertThat(contact.get("title").stringValue()).isEqualTo("CTO");
            assertThat(contact.get("country").isNull()).isTrue();
            assertThat(contact.get("verification_status").stringValue()).isEqualTo("valid");
            assertThat(contact.at("/company/name").stringValue()).isEqualTo("Acme SA");
            assertThat(contact.at("/company/employee_count").intValue()).isEqualTo(350);
            assertThat(told(workspace, id))
                    .containsExactly(
                            "contact.created api", "contact.updated enrichment", "contact.enriched enrichment");
            assertThat(told(workspace, colleague))
                    .as("it shows the company too")
                    .containsExactly("contact.created api", "contact.updated enrichment");
            assertThat(asked.peek()).startsWith("Bearer s3cret {\"contact\":{").contains("\"email\":\"a@acme.com\"");
            Answer queued = workspace
                    .post(CONTACTS + id + "/enrich/", Map.of("overwrite", true))
                    .expect(202);
            assertThat(queued.body()).isEqualTo("{\"id\":\"" + id + "\",\"status\":\"queued\"}");
            while (!workspace.get(CONTACTS + id + "/").text("city").equals("Paris")) {
                Thread.sleep(50);
            }
        }
    }

    @Test
    void aServiceThatFailsIsAskedAgain() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        try (Service service = new Service(asked, "{\"city\":\"Paris\"}");
                TestRoster roster = TestRoster.start(Map.of("ROSTER_ENRICH_URL", service.url()))) {
            service.failures = 1;
            TestClient workspace = roster.workspace();
            JsonNode contact = awaitEnriched(workspace, enriched(workspace, Map.of("email", "a@acme.com")));
            assertThat(contact.get("city").stringValue()).isEqualTo("Paris");
            assertThat(asked).hasSize(2);
            assertThat(workspace.get("/api/v1/changes/").data().stream()
                            .map(change -> change.get("type").stringValue()
                                    + change.get("source").stringValue()))
                    .containsExactly("contact.createdapi", "contact.enrichedenrichment");
        }
    }

    private static List<String> told(TestClient workspace, String contact) {
        return workspace.get("/api/v1/changes/").data().stream()
                .filter(change -> change.get("contact_id").stringValue().equals(contact))
                .map(change -> change.get("type").stringValue() + " "
                        + change.get("source").stringValue())
                .toList();
    }

    /** The id of a contact that is taken in by a bulk that asks for enrichment. */
    private static String enriched(TestClient workspace, Map<String, String> contact) {
        return workspace
                .post(
                        CONTACTS + "bulk/",
                        Map.of("contacts", List.of(contact), "options", Map.of("trigger_enrichment", true)))
                .expect(200)
                .text("/data/0/id");
    }

    private static JsonNode awaitEnriched(TestClient workspace, String id) throws InterruptedException {
        while (true) {
            JsonNode contact = workspace.get(CONTACTS + id + "/").expect(200).json();
            if (contact.get("is_enriched").booleanValue()) {
                return contact;
            }
            Thread.sleep(50);
        }
    }

    /** A real server that answers every question alike. */
    private static final class Service implements AutoCloseable {
        private final HttpServer server;
        private volatile int failures;

        @SuppressWarnings("NonAtomicVolatileUpdate") // one question at a time
        Service(Queue<String> asked, String answer) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(failures-- > 0 ? 503 : 200, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort() + "/enrich";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
