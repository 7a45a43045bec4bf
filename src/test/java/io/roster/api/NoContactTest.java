package io.roster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no contact, and some that would harm a server that took them for one. */
@ParameterizedClass
@EnumSource
class NoContactTest {
    private static TestRoster roster;

    private final Speech speech;
    private final TestClient client;

    NoContactTest(Speech speech) {
        this.speech = speech;
        this.client = roster.workspace(); // a fresh one for every test
    }

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "off"));
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"email\"",
                "{\"email\":\"a@b.com\"",
                "{\"email\":\"a@b.com\"} x",
                "{\"email\":\"a@b.com\"}{}",
                "{\"email\":\"a@b.com\",\"email\":\"c@d.com\"}",
                "{'email':'a@b.com'}",
                "{\"email\":\"a@b.com\",}",
                "{\"email\":\"a@b.com\"/**/}",
                "{\"email\":\"a@b.com\",\"title\":\"\\u0000\"}",
                "{\"email\":\"a@b.com\",\"title\":\"\\ud800\"}",
                "{\"email\":\"a@b.com\",\"title\":NaN}",
                "{\"email\":\"a@b.com\",\"\\u0000\":1}",
                "{\"email\":\"a@b.com\",\"tags\":[null]}",
                "{\"email\":\"a@b.com\",\"tags\":{}}",
                "{\"data\":{\"type\":\"contact\",\"attributes\":{\"email\":\"a@b.com\"}}}"
            })
    void isRefusedAndNothingIsStored(String body) {
        expectRefused(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void anotherEncodingIsNoJson(String charset) {
        expectRefused("{\"email\":\"a@b.com\"}".getBytes(Charset.forName(charset)));
    }

    @Test
    void brokenUtf8IsNoJson() {
        byte[] body = "{\"email\":\"a@b.com\",\"title\":\"xx\"}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 4] = (byte) 0xC0;
        body[body.length - 3] = (byte) 0x80;
        expectRefused(body);
    }

    @Test
    void nestingHasAnEnd() {
        expectRefused(("{\"tags\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    }

    private void expectRefused(byte[] body) {
        Answer answer = client.send(
                "POST",
                speech.contacts(),
                BodyPublishers.ofByteArray(body),
                Map.of("Content-Type", "application/json"));
        assertThat(answer.expect(400).text("/error/code"))
                .isEqualTo(speech == Speech.NIMBUS ? "validation_error" : "VALIDATION_ERROR");
        assertThat(answer.text("/error/message")).doesNotContain("Exception", "io.roster", "tools.jackson");
        assertThat(speech.walk(client, "", 20)).isEmpty();
    }
}
