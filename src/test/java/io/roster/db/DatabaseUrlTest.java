package io.roster.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:pass@db:5433/roster",
                "postgres://me:pass@db:5433/roster",
                "jdbc:postgresql://me:pass@db:5433/roster",
                "jdbc:postgresql://db:5433/roster?user=me&password=pass",
                "postgresql://db:5433/roster?user=me&password=pass",
            })
    void allSpellingsNameTheSameDatabase(String url) {
        assertThat(DatabaseUrl.parse(url))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://db:5433/roster", "me", "pass"));
    }

    @Test
    void partsArePercentDecoded() {
        assertThat(DatabaseUrl.parse("postgresql://m%40e:p%2Fa%3As%25s%C3%BC@db/r%20o"))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://db/r+o", "m@e", "p/a:s%sü"));
    }

    @Test
    void aPasswordMayHoldColonsAndAtSignsAsTheyAre() {
        assertThat(DatabaseUrl.parse("postgresql://me:p:a@s#s@db/roster").password())
                .isEqualTo("p:a@s#s");
    }

    @Test
    void aPlusIsASpaceInJdbcUrlsAlone() {
        assertThat(DatabaseUrl.parse("postgresql://me:a+b@db/roster").password())
                .isEqualTo("a+b");
        assertThat(DatabaseUrl.parse("jdbc:postgresql://db/roster?user=me&password=a+b")
                        .password())
                .isEqualTo("a b");
    }

    @Test
    void parametersReachTheDriverInItsOwnSpelling() {
        assertThat(DatabaseUrl.parse("postgresql://me@db/roster?sslmode=verify-full&channel_binding=require"
                                + "&connect_timeout=5&user=you")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://db/roster?sslmode=verify-full&channelBinding=require&connectTimeout=5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db", "db:1", "db:65535", "10.0.0.1:5432", "[::1]:5432", "db-1.example.com,db-2.example.com:1"})
    void hostsAreKept(String hosts) {
        assertThat(DatabaseUrl.parse("postgresql://me@" + hosts + "/roster").jdbcUrl())
                .isEqualTo("jdbc:postgresql://" + hosts + "/roster");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://me:geheim@db/roster, is not a PostgreSQL URL",
        "geheim, is not a PostgreSQL URL",
        "postgresql:roster, is not a PostgreSQL URL",
        "postgresql://me:geheim@/roster, has no host",
        "postgresql://:geheim@db/roster, has no user",
        "postgresql://db/roster, has no user",
        "postgresql://me:geheim@db, has no database",
        "postgresql://me:geheim@db/, has no database",
        "postgresql://me:geheim@db:0/roster, has a port that is not from 1 to 65535",
        "postgresql://me:geheim@db:65536/roster, has a port that is not from 1 to 65535",
        "postgresql://me:geheim@db:geheim/roster, has a host or port that is none",
        "postgresql://me:geheim@d b/roster, has a host or port that is none",
        "postgresql://me:geheim/x@db/roster, is not a PostgreSQL URL",
        "postgresql://me:geheim%zz@db/roster, has a password that is not percent-encoded UTF-8",
        "postgresql://me:geheim%E9@db/roster, has a password that is not percent-encoded UTF-8",
        "postgresql://me:geheim%00@db/roster, has a password that is not percent-encoded UTF-8",
        "postgresql://me:geheim@db/roster?sslmod=geheim, has a parameter that the PostgreSQL driver does not know",
    })
    void aFaultIsNamedWithoutTheText(String url, String fault) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fault)
                .hasNoCause();
    }

    @Test
    void whateverIsMistypedThePasswordIsNotShown() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder url = new StringBuilder("postgresql://me:GEHEIM@db:5432/roster?sslmode=require");
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                char typed = ":/?#[]@%&=+, \0\u00e9x9".charAt(random.nextInt(17));
                url.insert(random.nextInt(url.length()), typed);
            }
            Throwable fault = catchThrowable(() -> DatabaseUrl.parse(url.toString()));
            if (fault != null) {
                assertThat(fault).as("seed %d: %s", seed, url).isExactlyInstanceOf(IllegalArgumentException.class);
                assertThat(fault).as("seed %d: %s", seed, url).hasNoCause();
                assertThat(fault.getMessage()).as("seed %d: %s", seed, url).doesNotContain("GEH", "HEIM", "EIM");
            }
        }
    }

    @Test
    void anAddressThatIsPrintedShowsNoSecret() {
        assertThat(DatabaseUrl.parse("postgresql://me:geheim@db/roster?sslpassword=geheim"))
                .hasToString("jdbc:postgresql://db/roster as me");
    }
}
