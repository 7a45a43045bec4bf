package io.roster.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.contact.VerificationStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asked of a real name server, of which each test says what it knows. */
class DnsMailDomainsTest {
    private NameServer server;
    private DnsMailDomains domains;

    @BeforeEach
    void start() throws Exception {
        server = new NameServer();
        domains = new DnsMailDomains(server.url(), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aDomainWithMailExchangersTakesMail() {
        server.knows("acme.com. 300 IN MX 10 mx1.acme.com.", "acme.com. 300 IN MX 20 mx2.acme.com.");
        assertThat(domains.takeMail("acme.com")).contains(true);
        assertThat(status("bob@acme.com")).isEqualTo(VerificationStatus.UNKNOWN);
        assertThat(server.asked()).as("and is not asked about again").containsExactly("acme.com. MX");
    }

    @Test
    void aDomainThatSaysItTakesNoMailTakesNone() {
        server.knows("acme.com. 300 IN MX 0 .", "acme.com. 300 IN A 192.0.2.1");
        assertThat(domains.takeMail("acme.com")).contains(false);
        assertThat(status("bob@acme.com")).isEqualTo(VerificationStatus.INVALID);
    }

    @Test
    void aDomainThatIsNoneTakesNoMail() {
        assertThat(domains.takeMail("nowhere.example")).contains(false);
        assertThat(status("bob@nowhere.example")).isEqualTo(VerificationStatus.INVALID);
    }

    @Test
    void withoutMailExchangersTheDomainsOwnAddressTakesMail() {
        server.knows("four.com. 300 IN A 192.0.2.1", "six.com. 300 IN AAAA 2001:db8::1", "none.com. 300 IN TXT \"x\"");
        assertThat(domains.takeMail("four.com")).contains(true);
        assertThat(domains.takeMail("six.com")).contains(true);
        assertThat(domains.takeMail("none.com")).contains(false);
    }

    @Test
    void anotherNameOfADomainIsFollowed() {
        server.knows("alias.com. 300 IN CNAME acme.com.", "acme.com. 300 IN MX 10 mx.acme.com.");
        assertThat(domains.takeMail("alias.com")).contains(true);
    }

    @Test
    void ofAServerThatFailsNothingIsLearnt() {
        server.knows("acme.com. 300 IN MX 10 mx.acme.com.");
        server.fail();
        assertThat(domains.takeMail("acme.com")).isEmpty();
        assertThat(status("bob@acme.com")).isEqualTo(VerificationStatus.UNKNOWN);
        server.recover();
        assertThat(domains.takeMail("acme.com")).as("it is asked again").contains(true);
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForLong() {
        server.close();
        try (NameServer silent = NameServer.silent()) {
            DnsMailDomains impatient = new DnsMailDomains(silent.url(), Duration.ofMillis(100));
            long begun = System.nanoTime();
            Optional<Boolean> found = impatient.takeMail("acme.com");
            assertThat(found).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private VerificationStatus status(String email) {
        return new AddressCheck(domains).check(email);
    }
}
