package io.roster.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Isolated("standard error is the process's own")
class LoggingTest {
    private static final Logger OURS = LoggerFactory.getLogger("io.roster.test");
    private static final Logger THEIRS = LoggerFactory.getLogger("org.example");

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
        Logging.start(LogFormat.TEXT, Level.WARN);
    }

    @Test
    void aJsonLineHoldsTheMessageTheKeysTheContextAndTheStackTrace() {
        Logging.start(LogFormat.JSON, Level.INFO);
        try (var _ = MDC.putCloseable("request", "req_1")) {
            OURS.atError()
                    .addKeyValue("status", 500)
                    .addKeyValue("message", "not this")
                    .setCause(new IllegalStateException("broken"))
                    .log("went \"wrong\"\nat {}", "ü");
        }

        JsonNode line = JsonMapper.shared().readTree(lines().getFirst());
        assertThat(lines()).hasSize(1);
        assertThat(line.get("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(line.get("level").asString()).isEqualTo("ERROR");
        assertThat(line.get("logger").asString()).isEqualTo("io.roster.test");
        assertThat(line.get("message").asString()).isEqualTo("went \"wrong\"\nat ü");
        assertThat(line.get("request").asString()).isEqualTo("req_1");
        assertThat(line.get("status").asInt()).isEqualTo(500);
        assertThat(line.get("error").asString()).contains("IllegalStateException: broken", "LoggingTest");
    }

    @Test
    void aMessageIsOneLineOfTextWhateverItHolds() {
        Logging.start(LogFormat.TEXT, Level.INFO);
        OURS.info("mail from {}", "a\r\n2026-01-01 ERROR forged\u001b[31m");

        assertThat(lines())
                .singleElement()
                .asString()
                .contains(" INFO  test: mail from a 2026-01-01 ERROR forged [31m")
                .doesNotContain("\u001b");
    }

    @Test
    void librariesAreHeardFromWarningsUpwards() {
        Logging.start(LogFormat.TEXT, Level.INFO);
        THEIRS.info("chatter");
        THEIRS.warn("trouble");
        OURS.debug("detail");
        OURS.info("news");

        assertThat(lines())
                .satisfiesExactly(
                        trouble -> assertThat(trouble).contains("trouble"),
                        news -> assertThat(news).contains("news"));
    }

    @Test
    void theOtherLoggingInterfacesEndInTheSameLog() {
        Logging.start(LogFormat.TEXT, Level.INFO);
        java.util.logging.Logger.getLogger("jul").warning("from jul");
        System.getLogger("platform").log(System.Logger.Level.WARNING, "from the platform");

        assertThat(lines()).hasSize(2).allMatch(line -> line.contains(" WARN "));
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
