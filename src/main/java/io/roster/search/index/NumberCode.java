package io.roster.search.index;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers of any size as bytes in whose order they are. A positive number is 0.digits × 10^exponent; the bytes are its
 * exponent, then its digits; a negative one has the complement of them.
 */
final class NumberCode {
    /** The bytes of a rounded code: as many as a point of an index takes beside a field's key. */
    static final int ROUNDED_BYTES = 12;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final int POSITIVE = 0x8000;
    private static final int MIDDLE = 1_024;
    private static final int DIGITS = 23; // as many as fit into ten bytes and leave a bit
    private static final int MANTISSA_BYTES = ROUNDED_BYTES - 2;

    private NumberCode() {}

    /** All of its digits, two in a byte; as long as it takes. */
    static byte[] exact(BigDecimal value) {
        if (value.signum() == 0) {
            return new byte[] {(byte) (POSITIVE >> 8), 0};
        }
        BigDecimal number = value.stripTrailingZeros().abs();
        String digits = number.unscaledValue().toString();
        int pairs = (digits.length() + 1) / 2;
        boolean negative = value.signum() < 0;
        byte[] code = new byte[2 + pairs + (negative ? 1 : 0)];
        exponent(number, code);
        for (int i = 0; i < pairs; i++) {
            int tens = digits.charAt(2 * i) - '0';
            int ones = 2 * i + 1 < digits.length() ? digits.charAt(2 * i + 1) - '0' : 0;
            code[2 + i] = (byte) (tens * 10 + ones + 1);
        }
        // The end of a negative number must come after all that go on: they are less.
        return negative ? complement(code) : code;
    }

    /** The number of an exact code, without trailing zeros or an exponent, as custom values are stored. */
    static BigDecimal number(byte[] bytes, int from, int to) {
        byte[] code = Arrays.copyOfRange(bytes, from, to);
        boolean negative = code[0] >= 0;
        if (negative) {
            complement(code);
        }
        int head = (code[0] & 0xFF) << 8 | (code[1] & 0xFF);
        if (head == POSITIVE) {
            return BigDecimal.ZERO;
        }
        StringBuilder digits = new StringBuilder();
        int pairs = code.length - 2 - (negative ? 1 : 0);
        for (int i = 0; i < pairs; i++) {
            int pair = code[2 + i] - 1;
            digits.append(pair / 10).append(pair % 10);
        }
        int exponent = head - POSITIVE - MIDDLE;
        BigDecimal number =
                new BigDecimal(new BigInteger(digits.toString()), digits.length() - exponent).stripTrailingZeros();
        BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
        return negative ? plain.negate() : plain;
    }

    /**
     * The first digits only. The last bit tells whether there are more, so that a number that fits has a code that no other
     * number has, and the order is right wherever one of two numbers fits.
     */
    static byte[] rounded(BigDecimal value) {
        byte[] code = new byte[ROUNDED_BYTES];
        if (value.signum() == 0) {
            code[0] = (byte) (POSITIVE >> 8);
            return code;
        }
        BigDecimal number = value.stripTrailingZeros().abs();
        exponent(number, code);
        BigInteger[] split = {number.unscaledValue(), BigInteger.ZERO};
        if (number.precision() > DIGITS) {
            split = split[0].divideAndRemainder(BigInteger.TEN.pow(number.precision() - DIGITS));
        } else {
            split[0] = split[0].multiply(BigInteger.TEN.pow(DIGITS - number.precision()));
        }
        BigInteger mantissa = split[0].shiftLeft(1).add(BigInteger.valueOf(split[1].signum()));
        byte[] digits = mantissa.toByteArray();
        System.arraycopy(digits, 0, code, 2 + MANTISSA_BYTES - digits.length, digits.length);
        return value.signum() < 0 ? complement(code) : code;
    }

    /** Whether the rounded code says all of the number. */
    static boolean fits(BigDecimal value) {
        return value.signum() == 0 || value.stripTrailingZeros().precision() <= DIGITS;
    }

    /** A date, as {@code YYYY-MM-DD}, as a number in whose order dates are; empty for any other text. */
    static Optional<BigDecimal> ofDate(String text) {
        return DATE.matcher(text).matches() ? Optional.of(new BigDecimal(text.replace("-", ""))) : Optional.empty();
    }

    private static void exponent(BigDecimal number, byte[] code) {
        int exponent = number.precision() - number.scale();
        ByteBuffer.wrap(code).putShort((short) (POSITIVE + MIDDLE + exponent));
    }

    private static byte[] complement(byte[] code) {
        for (int i = 0; i < code.length; i++) {
            code[i] = (byte) ~code[i];
        }
        return code;
    }
}
