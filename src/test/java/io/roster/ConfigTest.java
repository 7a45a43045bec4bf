package io.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roster.log.LogFormat;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class ConfigTest {
    private static final String KEY = "k".repeat(32);

    @Test
    void nothingIsNeeded() {
        Config config = Config.read(Map.of(), Map.of());

        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.home()).isEqualTo(Path.of(".roster").toAbsolutePath());
        assertThat(config.database()).isEmpty();
        assertThat(config.adminKey()).isEmpty();
        assertThat(config.publicUrl()).isEmpty();
        assertThat(config.corsOrigins()).isEmpty();
        assertThat(config.log()).isEmpty();
        assertThat(config.logLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void everyVariableIsRead() {
        Config config = Config.read(
                Map.of(
                        "ROSTER_PORT", "0",
                        "ROSTER_HOST", "::1",
                        "ROSTER_HOME", "/var/lib/../lib/roster",
                        "ROSTER_DATABASE_URL", "postgresql://me:pass@db/roster",
                        "ROSTER_ADMIN_KEY", KEY,
                        "ROSTER_PUBLIC_URL", "https://contacts.example.com/roster/",
                        "ROSTER_CORS_ORIGINS", "https://App.example.com:443, http://localhost:3000",
                        "ROSTER_LOG", "json",
                        "ROSTER_LOG_LEVEL", "debug"),
                Map.of());

        assertThat(config.port()).isZero();
        assertThat(config.host()).isEqualTo("::1");
        assertThat(config.home()).isEqualTo(Path.of("/var/lib/roster"));
        assertThat(config.database()).get().extracting("user").isEqualTo("me");
        assertThat(config.adminKey()).contains(KEY);
        assertThat(config.publicUrl()).contains(URI.create("https://contacts.example.com/roster"));
        assertThat(config.corsOrigins()).isEqualTo(List.of("https://app.example.com", "http://localhost:3000"));
        assertThat(config.log()).contains(LogFormat.JSON);
        assertThat(config.logLevel()).isEqualTo(Level.DEBUG);
    }

    @Test
    void anOptionBeatsItsVariable() {
        assertThat(Config.read(Map.of("ROSTER_PORT", "1"), Map.of("--port", "2"))
                        .port())
                .isEqualTo(2);
    }

    @Test
    void whatIsEmptyIsUnset() {
        assertThat(Config.read(Map.of("ROSTER_PORT", ""), Map.of()).port()).isEqualTo(8080);
        assertThat(Config.read(Map.of("ROSTER_PORT", "1"), Map.of("--port", "")).port())
                .as("an empty option says that there is to be none, whatever the variable says")
                .isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({
        "ROSTER_PORT, 65536, a whole number from 0 to 65535",
        "ROSTER_PORT, -1, a whole number from 0 to 65535",
        "ROSTER_PORT, 8080x, a whole number from 0 to 65535",
        "ROSTER_PORT, 99999999999999999999, a whole number from 0 to 65535",
        "ROSTER_PORT, ' 80', a whole number from 0 to 65535",
        "ROSTER_HOST, http://here, a host name or an IP address",
        "ROSTER_HOST, 127.0.0.1:80, a host name or an IP address",
        "ROSTER_HOST, [::1, a host name or an IP address",
        "ROSTER_HOST, a b, a host name or an IP address",
        "ROSTER_PUBLIC_URL, contacts.example.com, an http or https URL without user",
        "ROSTER_PUBLIC_URL, ftp://contacts.example.com, an http or https URL without user",
        "ROSTER_PUBLIC_URL, https://me@contacts.example.com, an http or https URL without user",
        "ROSTER_PUBLIC_URL, https://contacts.example.com/?a=b, an http or https URL without user",
        "ROSTER_PUBLIC_URL, https://, an http or https URL without user",
        "ROSTER_CORS_ORIGINS, *, origins such as https://app.example.com",
        "ROSTER_CORS_ORIGINS, null, origins such as https://app.example.com",
        "ROSTER_CORS_ORIGINS, https://app.example.com/, origins such as https://app.example.com",
        "ROSTER_CORS_ORIGINS, 'https://app.example.com,', origins such as https://app.example.com",
        "ROSTER_CORS_ORIGINS, https://app.example.com:99999, origins such as https://app.example.com",
        "ROSTER_LOG, xml, text or json",
        "ROSTER_LOG_LEVEL, trace, 'error, warn, info or debug'",
    })
    void aFaultNamesTheVariableTheValueAndWhatIsAccepted(String variable, String value, String accepted) {
        assertThat(faults(Map.of(variable, value)))
                .singleElement()
                .asString()
                .startsWith(variable + "=\"" + value + "\" is not accepted: it must be " + accepted);
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThat(faults(Map.of("ROSTER_PORT", "x", "ROSTER_LOG", "x", "ROSTER_ADMIN_KEY", "x", "ROSTER_HOST", "ok")))
                .satisfiesExactly(
                        port -> assertThat(port).startsWith("ROSTER_PORT"),
                        key -> assertThat(key).startsWith("ROSTER_ADMIN_KEY"),
                        log -> assertThat(log).startsWith("ROSTER_LOG="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"geheim", "geheim geheim geheim geheim geheim", "geheim-geheim-geheim-geheim-geheim-ü"})
    void aBadAdminKeyIsNotShown(String key) {
        assertThat(faults(Map.of("ROSTER_ADMIN_KEY", key)))
                .singleElement()
                .asString()
                .startsWith("ROSTER_ADMIN_KEY (not shown) ")
                .contains("32 to 200 visible ASCII characters")
                .doesNotContain("geheim");
    }

    @Test
    void anAdminKeyOf200CharactersIsTheLongest() {
        assertThat(Config.read(Map.of("ROSTER_ADMIN_KEY", "k".repeat(200)), Map.of())
                        .adminKey())
                .isPresent();
        assertThat(faults(Map.of("ROSTER_ADMIN_KEY", "k".repeat(201)))).hasSize(1);
        assertThat(faults(Map.of("ROSTER_ADMIN_KEY", "k".repeat(31)))).hasSize(1);
    }

    @Test
    void aFaultIsOneLineWhateverTheValueHolds() {
        assertThat(faults(Map.of("ROSTER_LOG", "te\nxt\u001b[31m" + "x".repeat(9999))))
                .singleElement()
                .asString()
                .hasSizeLessThan(300)
                .doesNotContain("\n", "\u001b");
    }

    @Test
    void aConfigurationThatIsPrintedShowsNoSecret() {
        Config config = Config.read(
                Map.of("ROSTER_ADMIN_KEY", KEY, "ROSTER_DATABASE_URL", "postgresql://me:geheim@db/roster"), Map.of());

        assertThat(config.toString()).doesNotContain(KEY, "geheim");
    }

    private static List<String> faults(Map<String, String> environment) {
        return catchThrowableOfType(BadConfig.class, () -> Config.read(environment, Map.of()))
                .faults();
    }
}
