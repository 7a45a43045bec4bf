package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** An import as a browser's form or curl sends it. */
public final class Form {
    private static final String BOUNDARY = "----form-boundary-7f3a";
    private static final Set<String> OVER = Set.of("completed", "failed", "cancelled");

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public static Form file(String csv) {
        return file("contacts.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    static Form file(String name, byte[] content) {
        return new Form().part("name=\"file\"; filename=\"%s\"".formatted(name), content);
    }

    Form with(String name, String value) {
        return part("name=\"%s\"".formatted(name), value.getBytes(StandardCharsets.UTF_8));
    }

    Form updating() {
        return with("options", "{\"dedup_behavior\":\"update\"}");
    }

    private Form part(String disposition, byte[] content) {
        text("--%s\r\nContent-Disposition: form-data; %s\r\n\r\n".formatted(BOUNDARY, disposition));
        body.writeBytes(content);
        text("\r\n");
        return this;
    }

    private void text(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    Answer post(TestClient client, String path) {
        return client.send(
                "POST",
                path,
                BodyPublishers.ofByteArray(bytes()),
                Map.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
    }

    /** Imports, and waits for the end. */
    public JsonNode run(TestClient client) {
        return end(client, post(client, "/api/v1/imports/").expect(202).text("id"));
    }

    /** The import when it is over. */
    static JsonNode end(TestClient client, String id) {
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (System.nanoTime() < deadline) {
            JsonNode found =
                    client.get("/api/v1/imports/" + id + "/").expect(200).json();
            if (OVER.contains(found.get("status").stringValue())) {
                return found;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("the import " + id + " does not end");
    }

    /** Fails unless the import completed with these counts: created, updated, unchanged, skipped, rejected. */
    static void assertCounts(JsonNode ended, int... counts) {
        assertThat(ended.get("status").stringValue()).as(ended.toString()).isEqualTo("completed");
        String[] names = {"created", "updated", "unchanged", "skipped", "rejected"};
        int total = 0;
        for (int i = 0; i < names.length; i++) {
            assertThat(ended.get(names[i]).intValue())
                    .as(names[i] + " in " + ended)
                    .isEqualTo(counts[i]);
            total += counts[i];
        }
        assertThat(ended.get("processed_rows").intValue()).isEqualTo(total);
        assertThat(ended.get("total_rows").intValue()).isEqualTo(total);
    }
}
