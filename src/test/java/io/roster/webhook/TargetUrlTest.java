package io.roster.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
    private final TargetUrl strict = new TargetUrl(new Hosts(InetAddress::getAllByName, false));

    @ParameterizedTest
    @ValueSource(
            strings = {
                // loopback, in every spelling that some resolver understands
                "127.0.0.1",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0x7F.0.0.1",
                "0177.0.0.1",
                "017700000001",
                "127.0.0.1.",
                "127.255.255.254",
                "0",
                "0.0.0.0",
                "00.0.0.0",
                "localhost",
                "localhost.",
                "LOCALHOST",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::]",
                "[::127.0.0.1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::ffff:0:127.0.0.1]",
                // private
                "10.0.0.1",
                "10.1",
                "167772161",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.168.257",
                "100.64.0.1",
                "100.127.255.255",
                "[fc00::1]",
                "[fd12:3456::1]",
                "[::ffff:10.0.0.1]",
                // link-local and metadata
                "169.254.169.254",
                "2852039166",
                "0xa9fea9fe",
                "169.254.43518",
                "[fe80::1]",
                "[fe80::1%25eth0]",
                "[fd00:ec2::254]",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "[fec0::1]",
                // what carries IPv4 within IPv6
                "[64:ff9b::7f00:1]",
                "[64:ff9b::8.8.8.8]",
                "[64:ff9b:1::1]",
                "[2002:7f00:1::1]",
                "[2002:a9fe:a9fe::]",
                "[2001:0:7f00:1::]",
                "[2001::1]",
                // nobody's
                "192.0.2.1",
                "198.51.100.7",
                "203.0.113.9",
                "198.18.0.1",
                "192.88.99.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "[ff02::1]",
                "[2001:db8::1]",
                "[3fff::1]",
                "[100::1]",
                "[5f00::1]",
                // numbers that are public, but not written as an address is
                "134744072",
                "8.8.2056",
                "010.8.8.8",
                "0x8.8.8.8",
                "1.2.3.4.5",
                "256.1.1.1",
                "8.8.8.08"
            })
    void anAddressThatIsNotPublicIsRefusedHoweverItIsSpelled(String host) {
        refused("http://" + host + "/hook");
        refused("https://" + host + ":8443/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/hook",
                "ftp://example.com/",
                "file:///etc/passwd",
                "http:///hook",
                "http://",
                "http://user:secret@93.184.215.14/",
                "http://user@93.184.215.14/",
                "http://93.184.215.14/#part",
                "http://93.184.215.14:0/",
                "http://93.184.215.14:65536/",
                "http://93.184.215.14/a b",
                "http://bücher.example/",
                "http://１２７.０.０.１/",
                "http://127。0。0。1/",
                "http://①②⑦.⓪.⓪.①/",
                "http://%3127.0.0.1/",
                "http://127.0.0.1%00.example.com/",
                "http://[::1/",
                "http://a_b/",
                "javascript:alert(1)"
            })
    void whatIsNoWebAddressIsRefused(String url) {
        refused(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://93.184.215.14/hook",
                "http://8.8.8.8",
                "https://1.1.1.1:8443/a?b=c&d=%20",
                "https://[2606:4700:4700::1111]/hook",
                "HTTPS://9.9.9.9/",
                "https://172.15.0.1/",
                "https://100.128.0.1/"
            })
    void aPublicAddressIsTakenAsItIs(String url) {
        assertThat(strict.normalise(" " + url + " ")).isEqualTo(url);
    }

    @Test
    void aNameThatLeadsToAnyForbiddenAddressIsRefused() {
        TargetUrl urls = new TargetUrl(new Hosts(
                host -> new InetAddress[] {InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("10.0.0.1")},
                false));
        assertThatThrownBy(() -> urls.normalise("https://example.com/"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("10.0.0.1");
    }

    @Test
    void aNameThatIsNotThereYetMayCome() {
        TargetUrl urls = new TargetUrl(new Hosts(
                host -> {
                    throw new UnknownHostException(host);
                },
                false));
        assertThat(urls.normalise("https://soon.example.com/")).isEqualTo("https://soon.example.com/");
    }

    @Test
    void privateAddressesAreTakenWhereTheyAreAllowed() {
        TargetUrl urls = new TargetUrl(new Hosts(InetAddress::getAllByName, true));
        assertThat(urls.normalise("http://127.0.0.1:9/hook")).isEqualTo("http://127.0.0.1:9/hook");
        assertThat(urls.normalise("http://localhost:9/")).isEqualTo("http://localhost:9/");
    }

    private void refused(String url) {
        assertThatThrownBy(() -> strict.normalise(url)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.failure()).isInstanceOf(Failure.Invalid.class);
            assertThat(refusal.failure().field()).isEqualTo("url");
        });
    }
}
