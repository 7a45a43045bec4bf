package io.roster.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestRoster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The reference page over HTTP: complete without any other host, and confined to this one. */
class ReferenceTest {
    private static final Map<String, String> ASSETS = Map.of(
            "/docs/start.js", "text/javascript; charset=utf-8",
            "/docs/swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "/docs/swagger-ui.css", "text/css; charset=utf-8",
            "/docs/favicon-32x32.png", "image/png");

    private static TestRoster roster;
    private static Answer page;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        page = roster.anyone().get("/docs").expect(200);
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void thePageMayLoadNothingFromElsewhereAndEvaluateNothing() {
        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        String policy = page.header("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("default-src 'none'", "script-src 'self';", "connect-src 'self';");
        assertThat(policy).doesNotContain("unsafe-eval", "http:", "https:", "*");
        assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void whatThePageRefersToIsServedWithItsType() {
        List<String> referred = references("(?:src|href)=\"([^\"]+)\"", page.body());
        assertThat(referred)
                .containsAll(ASSETS.keySet())
                .allSatisfy(path -> assertThat(path).startsWith("/").doesNotStartWith("//"));
        ASSETS.forEach((path, type) -> {
            Answer asset = roster.anyone().get(path).expect(200);
            assertThat(asset.header("Content-Type")).as(path).contains(type);
            assertThat(asset.header("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(asset.bytes()).as(path).isNotEmpty();
        });
    }

    @Test
    void theStyleSheetAndTheStartReferToNoOtherHost() {
        assertThat(references(
                        "url\\(([^)]*)\\)",
                        roster.anyone().get("/docs/swagger-ui.css").body()))
                .allSatisfy(url -> assertThat(url.replace("\"", "")).startsWith("data:"));
        String start = roster.anyone().get("/docs/start.js").body();
        assertThat(start).doesNotContain("//").contains("validatorUrl: null", "url: \"/openapi.json\"");
    }

    @Test
    void assetsComeCompressedAndAreKept() throws IOException {
        Answer gzip = roster.anyone()
                .with("Accept-Encoding", "gzip")
                .get("/docs/swagger-ui.css")
                .expect(200);
        assertThat(gzip.header("Content-Encoding")).contains("gzip");
        assertThat(gzip.header("Vary").orElse("")).contains("Accept-Encoding");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(gzip.bytes())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8))
                .isEqualTo(roster.anyone().get("/docs/swagger-ui.css").body());
        roster.anyone()
                .with("If-None-Match", gzip.header("ETag").orElseThrow())
                .get("/docs/swagger-ui.css")
                .expect(304);
    }

    @Test
    void nothingElseOfTheProgramIsServed() {
        for (String name : List.of("index.html", "swagger-ui.js", "..%2f..%2fMANIFEST.MF", "pom.properties")) {
            roster.anyone().get("/docs/" + name).expect(404);
        }
    }

    private static List<String> references(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
