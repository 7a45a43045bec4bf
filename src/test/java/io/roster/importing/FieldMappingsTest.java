package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class FieldMappingsTest {
    private static final String PATH = "/api/v1/field-mappings/";

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
    void aMappingIsKeptInItsOrderAndCanBeChanged() {
        JsonNode made = client.post(
                        PATH,
                        "{\"name\":\"CRM\",\"columns\":{\"Z\":\"email\",\"Firma\":\"company_domain\",\"A\":\"tags\"}}")
                .expect(201)
                .json();
        String path = PATH + made.get("id").stringValue() + "/";
        assertThat(made.get("id").stringValue()).startsWith("fm_");
        assertThat(made.toString())
                .endsWith("\"name\":\"CRM\",\"columns\":{\"Z\":\"email\",\"Firma\":\"company_domain\",\"A\":\"tags\"},"
                        + "\"tag_separator\":\";\"}");
        assertThat(client.get(path).expect(200).json()).isEqualTo(made);
        assertThat(client.get(PATH).expect(200).data()).containsExactly(made);
        JsonNode changed =
                client.patch(path, Map.of("tag_separator", "|")).expect(200).json();
        assertThat(changed.get("tag_separator").stringValue()).isEqualTo("|");
        assertThat(changed.get("columns")).isEqualTo(made.get("columns"));
        assertThat(client.patch(path, changed).expect(200).json()).isEqualTo(changed);
        client.delete(path).expect(200);
        client.get(path).expect(404);
    }

    @Test
    void whatIsWrongWithAMappingIsSaidWithItsPlace() {
        refused("{\"name\":\"x\",\"columns\":{\"A\":\"shoe_size\"}}", "columns.A");
        refused("{\"name\":\"x\",\"columns\":{\"A\":\"email\",\"B\":\"email\"}}", "columns.B");
        refused("{\"name\":\"x\",\"columns\":{}}", "columns");
        refused("{\"columns\":{\"A\":\"email\"}}", "name");
        refused("{\"name\":\"x\",\"columns\":{\"A\":\"email\"},\"tag_separator\":\"ab\"}", "tag_separator");
        refused("{\"name\":\"x\",\"columns\":{\"A\":\"email\"},\"other\":1}", "other");
    }

    @Test
    void anImportTakesTheColumnsThatItsMappingNamesAndNoOthers() {
        String id = client.post(
                        PATH,
                        "{\"name\":\"CRM\",\"columns\":{\"Kontakt\":\"email\",\"Labels\":\"tags\",\"Wo\":\"city\"},"
                                + "\"tag_separator\":\"|\"}")
                .expect(201)
                .text("id");
        JsonNode ended = Form.file("Kontakt,First name,Labels,Wo\na@x.org,Ada,a;b| c ,Rome\n")
                .with("field_mapping_id", id)
                .run(client);
        Form.assertCounts(ended, 1, 0, 0, 0, 0);
        JsonNode contact = client.get("/api/v1/contacts/?email=a@x.org").data().getFirst();
        assertThat(contact.get("tags").toString()).isEqualTo("[\"a;b\",\"c\"]");
        assertThat(contact.get("city").stringValue()).isEqualTo("Rome");
        assertThat(contact.get("first_name").isNull()).isTrue();
    }

    @Test
    void aPreviewShowsWhatWouldBeTakenAndStoresNothing() {
        client.post("/api/v1/contacts/", Map.of("email", "old@x.org")).expect(201);
        StringBuilder csv = new StringBuilder("E-Mail;Vorname;Sonstiges\nold@x.org;Otto;1\nnonsense;Nina;2\n");
        for (int i = 0; i < 40; i++) {
            csv.append("new").append(i).append("@acme.com;Neu;3\n");
        }
        JsonNode preview = Form.file(csv.toString())
                .updating()
                .post(client, "/api/v1/imports/preview/")
                .expect(200)
                .json();
        assertThat(preview.get("encoding").stringValue()).isEqualTo("utf-8");
        assertThat(preview.get("delimiter").stringValue()).isEqualTo(";");
        assertThat(preview.get("columns").toString()).isEqualTo("[\"E-Mail\",\"Vorname\",\"Sonstiges\"]");
        assertThat(preview.at("/mapping/columns").toString())
                .isEqualTo("{\"E-Mail\":\"email\",\"Vorname\":\"first_name\"}");
        assertThat(preview.get("rows").size()).isEqualTo(20);
        assertThat(preview.at("/rows/0/status").stringValue()).isEqualTo("updated");
        assertThat(preview.at("/rows/0/contact/first_name").stringValue()).isEqualTo("Otto");
        assertThat(preview.at("/rows/1/row").intValue()).isEqualTo(3);
        assertThat(preview.at("/rows/1/status").stringValue()).isEqualTo("rejected");
        assertThat(preview.at("/rows/1/error/field").stringValue()).isEqualTo("email");
        assertThat(preview.at("/rows/2/status").stringValue()).isEqualTo("created");
        assertThat(preview.at("/rows/2/contact/id").isNull()).isTrue();
        assertThat(preview.at("/rows/2/contact/company/id").isNull()).isTrue();
        assertThat(client.get("/api/v1/contacts/").data()).hasSize(1);
        assertThat(client.get("/api/v1/imports/").data()).isEmpty();
        Form.file("email\n\"a@x.org\n")
                .post(client, "/api/v1/imports/preview/")
                .expectError(400, "validation_error", "file");
    }

    private void refused(String body, String field) {
        client.post(PATH, body).expectError(400, "validation_error", field);
    }
}
