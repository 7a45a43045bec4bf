package io.roster.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The secret of an API key: {@code rk_} and 40 base62 characters, of which the last 6 are the CRC-32 of all that stands
 * before them, so that a mistyped key is refused without a look-up, and a secret scanner knows one when it sees it. 34
 * random characters are 202 bits.
 */
public final class ApiKeyToken {
    static final String START = "rk_";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 34;
    private static final int CHECKSUM = 6;
    private static final int LENGTH = START.length() + RANDOM + CHECKSUM;
    private static final int SHOWN = 10;

    private final String text;

    private ApiKeyToken(String text) {
        this.text = text;
    }

    static ApiKeyToken generate(SecureRandom random) {
        StringBuilder text = new StringBuilder(LENGTH).append(START);
        for (int i = 0; i < RANDOM; i++) {
            text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return new ApiKeyToken(text.append(checksum(text.toString())).toString());
    }

    /** The token that {@code text} spells, or empty when it is malformed or its checksum does not hold. */
    static Optional<ApiKeyToken> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(START)) {
            return Optional.empty();
        }
        if (text.chars().skip(START.length()).anyMatch(c -> DIGITS.indexOf(c) < 0)) {
            return Optional.empty();
        }
        int end = LENGTH - CHECKSUM;
        return text.substring(end).equals(checksum(text.substring(0, end)))
                ? Optional.of(new ApiKeyToken(text))
                : Optional.empty();
    }

    /** The key itself, to be shown once and never stored. */
    public String reveal() {
        return text;
    }

    /** The first characters, by which a person knows a key again. */
    public String prefix() {
        return text.substring(0, SHOWN);
    }

    TokenDigest digest() {
        return TokenDigest.of(text);
    }

    /** Without the secret, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return prefix() + "…";
    }

    private static String checksum(String start) {
        CRC32 crc = new CRC32();
        crc.update(start.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM];
        long rest = crc.getValue();
        for (int at = CHECKSUM - 1; at >= 0; at--) {
            digits[at] = DIGITS.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(digits);
    }
}
