package io.roster.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** RFC 3986 percent-encoding, read strictly: a half escape, a raw byte that is not ASCII, and invalid UTF-8 are refused. */
final class PercentDecoding {
    private PercentDecoding() {}

    /** A segment of a path, where a plus is a plus. */
    static Optional<String> ofPath(String raw) {
        return decode(raw, false);
    }

    /** A name or value of a query, where a plus is a space. */
    static Optional<String> ofQuery(String raw) {
        return decode(raw, true);
    }

    private static Optional<String> decode(String raw, boolean plusIsSpace) {
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c <= ' ' || c >= 0x7f) {
                return Optional.empty();
            }
            int value = c == '+' && plusIsSpace ? ' ' : c;
            if (c == '%') {
                value = escaped(raw, at);
                at += 2;
            }
            if (value < 0) {
                return Optional.empty();
            }
            bytes[length++] = (byte) value;
        }
        return utf8(bytes, length);
    }

    private static int escaped(String raw, int at) {
        if (at + 2 >= raw.length()) {
            return -1;
        }
        int high = hex(raw.charAt(at + 1));
        int low = hex(raw.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** Unlike {@link Character#digit}, which takes the digits of every script. */
    private static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char lower = (char) (c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private static Optional<String> utf8(byte[] bytes, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
