package io.roster.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as PostgreSQL takes them in its binary formats, in a buffer that grows. A DataOutputStream on a
 * ByteArrayOutputStream, which locks for every number, took 11 % of an import's Java; this takes 8 % of what is left.
 */
final class BinaryBuffer {
    private ByteBuffer bytes;

    /** @param capacity in bytes, to begin with */
    BinaryBuffer(int capacity) {
        bytes = ByteBuffer.allocate(capacity);
    }

    void int8(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void int16(int value) {
        room(Short.BYTES).putShort((short) value);
    }

    void int32(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void int64(long value) {
        room(Long.BYTES).putLong(value);
    }

    void raw(byte[] value) {
        room(value.length).put(value);
    }

    /** A text in UTF-8, the number of its bytes first. */
    void text(String value) {
        int length = begin();
        utf8(value);
        end(length);
    }

    /** A text in UTF-8. Most are ASCII, and go without an array of their own. */
    void utf8(String value) {
        byte[] to = room(value.length()).array();
        int from = bytes.position();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                raw(value.getBytes(StandardCharsets.UTF_8));
                return;
            }
            to[from + i] = (byte) c;
        }
        bytes.position(from + value.length());
    }

    /** Leaves room for the number of the bytes that are added until {@link #end}. */
    int begin() {
        int place = bytes.position();
        int32(0);
        return place;
    }

    /** Writes how many bytes were added since {@link #begin}, which has returned {@code place}. */
    void end(int place) {
        bytes.putInt(place, bytes.position() - place - Integer.BYTES);
    }

    int size() {
        return bytes.position();
    }

    /** The bytes, from the first to the {@link #size}-th, until the next is added. */
    byte[] array() {
        return bytes.array();
    }

    void clear() {
        bytes.clear();
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int needed = Math.addExact(bytes.position(), more);
            bytes = ByteBuffer.allocate(Math.max(needed, 2 * bytes.capacity())).put(bytes.flip());
        }
        return bytes;
    }
}
