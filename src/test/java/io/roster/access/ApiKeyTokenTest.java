package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ApiKeyTokenTest {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SecureRandom random = new SecureRandom();

    @Test
    void aKeyIsRkAndFortyBase62Characters() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            ApiKeyToken token = ApiKeyToken.generate(random);
            assertThat(token.reveal()).matches("rk_[0-9A-Za-z]{40}").startsWith(token.prefix());
            assertThat(ApiKeyToken.parse(token.reveal()).orElseThrow().digest()).isEqualTo(token.digest());
            seen.add(token.reveal());
        }
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void theLastSixCharactersAreTheCrc32OfTheRestInBase62() {
        // CRC-32 of "rk_" and 34 zeros, and of a text whose checksum is small enough to need its leading zero.
        assertThat(ApiKeyToken.parse("rk_" + "0".repeat(34) + base62(crc32("rk_" + "0".repeat(34)))))
                .isPresent();
        String small = withASmallChecksum();
        assertThat(base62(crc32(small))).startsWith("0");
        assertThat(ApiKeyToken.parse(small + base62(crc32(small)))).isPresent();
        assertThat(ApiKeyToken.parse(small + base62(crc32(small)).substring(1))).isEmpty();
    }

    @Test
    void anySingleMistypedCharacterIsNoticed() {
        String key = ApiKeyToken.generate(random).reveal();
        for (int at = 0; at < key.length(); at++) {
            for (char c = ' '; c < 0x100; c++) {
                String mistyped = key.substring(0, at) + c + key.substring(at + 1);
                assertThat(ApiKeyToken.parse(mistyped).isPresent()).as(mistyped).isEqualTo(c == key.charAt(at));
            }
        }
    }

    @Test
    void swappedNeighboursAreNoticed() {
        for (int i = 0; i < 200; i++) {
            String key = ApiKeyToken.generate(random).reveal();
            for (int at = 0; at + 1 < key.length(); at++) {
                if (key.charAt(at) != key.charAt(at + 1)) {
                    String swapped = key.substring(0, at) + key.charAt(at + 1) + key.charAt(at) + key.substring(at + 2);
                    assertThat(ApiKeyToken.parse(swapped)).as(swapped).isEmpty();
                }
            }
        }
    }

    @Test
    void whatIsNoKeyAtAllIsMalformed() {
        String key = ApiKeyToken.generate(random).reveal();
        for (String text : List.of(
                "",
                "rk_",
                key + "0",
                " " + key,
                key.substring(1),
                key.substring(0, key.length() - 1),
                "RK_" + key.substring(3),
                "rk_" + "é".repeat(40),
                "rk_" + "\uD83D\uDE00".repeat(20),
                "0".repeat(43))) {
            assertThat(ApiKeyToken.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void aTokenDoesNotTellItselfToALog() {
        ApiKeyToken token = ApiKeyToken.generate(random);
        assertThat(token.toString()).doesNotContain(token.reveal().substring(11));
        assertThat("" + token.digest()).hasSizeLessThan(12);
    }

    private String withASmallChecksum() {
        for (; ; ) {
            String start = ApiKeyToken.generate(random).reveal().substring(0, 37);
            if (crc32(start) < 916_132_832L) { // 62 to the 5th
                return start;
            }
        }
    }

    /** The definition in RFC 1952, bit by bit, so that it is not the program's own that it is compared with. */
    private static long crc32(String text) {
        int crc = -1;
        for (byte c : text.getBytes(StandardCharsets.US_ASCII)) {
            crc ^= c;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ (0xEDB88320 & -(crc & 1));
            }
        }
        return Integer.toUnsignedLong(~crc);
    }

    private static String base62(long value) {
        return value == 0 ? "000000" : (base62(value / 62) + DIGITS.charAt((int) (value % 62))).substring(1);
    }
}
