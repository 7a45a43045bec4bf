package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What files are taken, and what becomes of their cells. */
@Timeout(120)
class ImportFilesTest {
    private static TestRoster roster;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    private TestClient client;

    @BeforeEach
    void workspace() {
        client = roster.workspace();
    }

    @Test
    void encodingsAndDelimitersAreFoundOut() {
        String text = "E-Mail-Adresse%sVorname%sNachname\r\n%d@x.de%sJürgen%sGroß\r\n";
        Charset ansi = Charset.forName("windows-1252");
        byte[][] files = {
            text.formatted(";", ";", 1, ";", ";").getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + text.formatted(",", ",", 2, ",", ",")).getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + text.formatted("\t", "\t", 3, "\t", "\t")).getBytes(StandardCharsets.UTF_16LE),
            ("\uFEFF" + text.formatted(";", ";", 4, ";", ";")).getBytes(StandardCharsets.UTF_16BE),
            text.formatted(";", ";", 5, ";", ";").getBytes(ansi)
        };
        for (byte[] file : files) {
            Form.assertCounts(Form.file("kontakte.csv", file).run(client), 1, 0, 0, 0, 0);
        }
        for (int i = 1; i <= files.length; i++) {
            assertThat(contact(i + "@x.de").get("full_name").stringValue()).isEqualTo("Jürgen Groß");
        }
    }

    @Test
    void headersAreKnownInFiveLanguages() {
        String[] headers = {
            "Email Address,First Name,Surname,Job Title,Company domain,Mobile Phone",
            "E-Mail-Adresse,Vorname,Nachname,Berufsbezeichnung,Firmendomain,Handy",
            "Courriel,Prénom,Nom,Poste,Site web,Téléphone portable",
            "Correo electrónico,Nombre,Apellidos,Cargo,Sitio web,Móvil",
            "Indirizzo email,Nome,Cognome,Ruolo,Sito web,Cellulare"
        };
        for (int i = 0; i < headers.length; i++) {
            String row = "\np%d@gmail.com,Ada,Byron,CEO,https://www.acme%d.com/about,+49 170 123456\n".formatted(i, i);
            Form.assertCounts(Form.file(headers[i] + row).run(client), 1, 0, 0, 0, 0);
            JsonNode contact = contact("p%d@gmail.com".formatted(i));
            assertThat(contact.get("full_name").stringValue()).as(headers[i]).isEqualTo("Ada Byron");
            assertThat(contact.get("title").stringValue()).isEqualTo("CEO");
            assertThat(contact.at("/company/domain").stringValue()).isEqualTo("acme%d.com".formatted(i));
            assertThat(contact.get("mobile").stringValue()).isEqualTo("+49 170 123456");
        }
    }

    @Test
    void quotesMayHoldAnythingAndOddOnesAreTakenAsTheyAre() {
        JsonNode ended = Form.file("""
                        email,first_name,last_name,city

                        a@x.org,"Ada ""first"" M","Byron, Lady","New
                        York"
                        b@x.org,5" Bob,"Do"e,Rome
                        ,,,
                        c@x.org,,,
                        """).run(client);
        Form.assertCounts(ended, 3, 0, 0, 0, 0);
        assertThat(contact("a@x.org").get("full_name").stringValue()).isEqualTo("Ada \"first\" M Byron, Lady");
        assertThat(contact("b@x.org").get("full_name").stringValue()).isEqualTo("5\" Bob Doe");
    }

    @Test
    void customFieldsAreFoundByLabelAndReadLeniently() {
        field("plan", "Tarif", "dropdown", List.of("Free", "Pro"));
        field("seats", "Seats", "number", List.of());
        field("vip", "VIP", "boolean", List.of());
        field("since", "Kunde seit", "date", List.of());
        field("langs", "Sprachen", "multi_select", List.of("de", "en", "fr"));
        JsonNode ended = Form.file("""
                        Email;Tarif;seats;vip;Kunde seit;Sprachen
                        a@x.org;pro;1.234,5;ja;24.12.2025;de;
                        b@x.org;Pro;12,5;0;2025-12-24;"de;EN"
                        c@x.org;Pro;12;maybe;2025-12-24;de
                        d@x.org;Pro;1,234;0;2025-12-24;de
                        e@x.org;Pro;12;0;01/02/2025;de
                        f@x.org;Gold;;;;
                        """).run(client);
        Form.assertCounts(ended, 2, 0, 0, 0, 4);
        assertThat(contact("a@x.org").get("custom_fields").toString())
                .isEqualTo(
                        "{\"plan\":\"Pro\",\"seats\":1234.5,\"vip\":true,\"since\":\"2025-12-24\",\"langs\":[\"de\"]}");
        assertThat(contact("b@x.org").at("/custom_fields/langs").toString()).isEqualTo("[\"de\",\"en\"]");
    }

    @Test
    void aFileThatCannotBeReadFailsWithTheReasonAndNothingIsApplied() {
        Map<String, byte[]> files = Map.of(
                "unclosed_quote",
                        "email,city\na@x.org,Rome\nb@x.org,\"Rome\nc@x.org,Oslo\n".getBytes(StandardCharsets.UTF_8),
                "no_header", new byte[0],
                "no_email_column", "name,city\nAda,Rome\n".getBytes(StandardCharsets.UTF_8),
                "bad_encoding", "email,city\na@x.org,\u0081\n".getBytes(StandardCharsets.ISO_8859_1),
                "row_too_long",
                        ("email\na@x.org" + ("," + "x".repeat(700)).repeat(1_600)).getBytes(StandardCharsets.UTF_8),
                "too_many_columns", ("email\na@x.org" + ",".repeat(2_000) + "\n").getBytes(StandardCharsets.UTF_8));
        files.forEach((code, file) -> {
            JsonNode ended = Form.file("x.csv", file).run(client);
            assertThat(ended.get("status").stringValue()).isEqualTo("failed");
            assertThat(ended.at("/error/code").stringValue()).isEqualTo(code);
            assertThat(ended.get("processed_rows").intValue()).isZero();
        });
        assertThat(client.get("/api/v1/contacts/").expect(200).data()).isEmpty();
    }

    @Test
    void oneRowTooManyAndNothingIsApplied() {
        StringBuilder csv = new StringBuilder("email\n");
        for (int i = 0; i < 500_001; i++) {
            csv.append('p').append(i).append("@x.org\n");
        }
        JsonNode ended = Form.file(csv.toString()).run(client);
        assertThat(ended.at("/error/code").stringValue()).isEqualTo("too_many_rows");
        assertThat(ended.get("created").intValue()).isZero();
        assertThat(client.get("/api/v1/contacts/").expect(200).data()).isEmpty();
    }

    private void field(String name, String label, String type, List<String> options) {
        Map<String, Object> body = options.isEmpty()
                ? Map.of("name", name, "display_label", label, "field_type", type)
                : Map.of("name", name, "display_label", label, "field_type", type, "options", options);
        client.post("/api/v1/custom-fields/", body).expect(201);
    }

    private JsonNode contact(String email) {
        return client.get("/api/v1/contacts/?email=" + email).expect(200).data().getFirst();
    }
}
