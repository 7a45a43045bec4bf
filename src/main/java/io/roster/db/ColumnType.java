package io.roster.db;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types of columns that rows are written to in masses, and how a value travels there. */
public enum ColumnType {
    UUID("uuid") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            UUID id = (UUID) value;
            out.writeInt(2 * Long.BYTES);
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
        }
    },
    TEXT("text") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            byte[] text = bytes(value);
            out.writeInt(text.length);
            out.write(text);
        }
    },
    INT4("int4") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeInt(Integer.BYTES);
            out.writeInt((Integer) value);
        }
    },
    INT8("int8") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeInt(Long.BYTES);
            out.writeLong((Long) value);
        }
    },
    BOOL("bool") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeInt(1);
            out.writeBoolean((Boolean) value);
        }
    },
    TIMESTAMPTZ("timestamptz") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeInt(Long.BYTES);
            out.writeLong(ChronoUnit.MICROS.between(EPOCH, (Instant) value));
        }
    },
    /** A list of texts, none of them null. */
    TEXTS("text", "::text[]") {
        @Override
        @Nullable
        Object element(@Nullable Object value) {
            return value == null ? null : ArrayLiteral.of((List<?>) value);
        }

        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            List<?> texts = (List<?>) value;
            int length = ARRAY_HEADER;
            for (Object text : texts) {
                length += Integer.BYTES + bytes(text).length;
            }
            out.writeInt(texts.isEmpty() ? ARRAY_HEADER - DIMENSION : length);
            out.writeInt(texts.isEmpty() ? 0 : 1); // dimensions
            out.writeInt(0); // there is no null
            out.writeInt(TEXT_OID);
            if (!texts.isEmpty()) {
                out.writeInt(texts.size());
                out.writeInt(1); // the number of the first
            }
            for (Object text : texts) {
                TEXT.write(out, text);
            }
        }
    },
    /** JSON as text. */
    JSONB("text", "::jsonb") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            byte[] json = bytes(value);
            out.writeInt(1 + json.length);
            out.writeByte(JSONB_VERSION);
            out.write(json);
        }
    };

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int TEXT_OID = 25;
    private static final int JSONB_VERSION = 1;
    private static final int DIMENSION = 2 * Integer.BYTES;
    private static final int ARRAY_HEADER = 3 * Integer.BYTES + DIMENSION;

    private final String carrier;
    private final String cast;

    ColumnType(String carrier) {
        this(carrier, "");
    }

    ColumnType(String carrier, String cast) {
        this.carrier = carrier;
        this.cast = cast;
    }

    /** The type of the elements of an array in which many values travel at once, for {@link Sql#array}. */
    public String carrier() {
        return carrier;
    }

    /** What makes the column's value of such an element, such as {@code ::jsonb}. */
    public String cast() {
        return cast;
    }

    /** The element that carries a value. */
    @Nullable
    Object element(@Nullable Object value) {
        return value;
    }

    /** Writes a value as PostgreSQL sends and receives it in binary, its length first. */
    abstract void write(DataOutputStream out, Object value) throws IOException;

    private static byte[] bytes(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }
}
