package io.roster.id;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The 22-character base62 form of 128 bits, most significant digit first, digits in ASCII order. */
final class Base62 {
    private static final int LENGTH = 22;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int[] VALUES = new int[128];

    static {
        Arrays.fill(VALUES, -1);
        for (int i = 0; i < DIGITS.length(); i++) {
            VALUES[DIGITS.charAt(i)] = i;
        }
    }

    private Base62() {}

    static String encode(UUID id) {
        // Four 32-bit limbs divided by 62 in turn: no BigInteger, for every row of every answer comes through here.
        long[] limbs = {
            id.getMostSignificantBits() >>> 32,
            id.getMostSignificantBits() & 0xFFFFFFFFL,
            id.getLeastSignificantBits() >>> 32,
            id.getLeastSignificantBits() & 0xFFFFFFFFL
        };
        char[] text = new char[LENGTH];
        for (int at = LENGTH - 1; at >= 0; at--) {
            long remainder = 0;
            for (int i = 0; i < 4; i++) {
                long value = (remainder << 32) | limbs[i];
                limbs[i] = value / 62;
                remainder = value % 62;
            }
            text[at] = DIGITS.charAt((int) remainder);
        }
        return new String(text);
    }

    static Optional<UUID> decode(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        long[] limbs = new long[4];
        for (int at = 0; at < LENGTH; at++) {
            char c = text.charAt(at);
            long carry = c < 128 ? VALUES[c] : -1;
            if (carry < 0) {
                return Optional.empty();
            }
            for (int i = 3; i >= 0; i--) {
                long value = limbs[i] * 62 + carry;
                limbs[i] = value & 0xFFFFFFFFL;
                carry = value >>> 32;
            }
            if (carry != 0) {
                return Optional.empty(); // larger than 128 bits
            }
        }
        return Optional.of(new UUID((limbs[0] << 32) | limbs[1], (limbs[2] << 32) | limbs[3]));
    }
}
