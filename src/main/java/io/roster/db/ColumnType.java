package io.roster.db;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types of columns that rows are written to in masses, and how a value travels there. */
public enum ColumnType {
    UUID("uuid") {
        @Override
        void write(BinaryBuffer out, Object value) {
            UUID id = (UUID) value;
            out.int32(2 * Long.BYTES);
            out.int64(id.getMostSignificantBits());
            out.int64(id.getLeastSignificantBits());
        }
    },
    TEXT("text") {
        @Override
        void write(BinaryBuffer out, Object value) {
            out.text((String) value);
        }
    },
    INT4("int4") {
        @Override
        void write(BinaryBuffer out, Object value) {
            out.int32(Integer.BYTES);
            out.int32((Integer) value);
        }
    },
    INT8("int8") {
        @Override
        void write(BinaryBuffer out, Object value) {
            out.int32(Long.BYTES);
            out.int64((Long) value);
        }
    },
    BOOL("bool") {
        @Override
        void write(BinaryBuffer out, Object value) {
            out.int32(1);
            out.int8((Boolean) value ? 1 : 0);
        }
    },
    TIMESTAMPTZ("timestamptz") {
        @Override
        void write(BinaryBuffer out, Object value) {
            out.int32(Long.BYTES);
            out.int64(ChronoUnit.MICROS.between(EPOCH, (Instant) value));
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
        void write(BinaryBuffer out, Object value) {
            List<?> texts = (List<?>) value;
            int length = out.begin();
            out.int32(texts.isEmpty() ? 0 : 1); // dimensions
            out.int32(0); // there is no null
            out.int32(TEXT_OID);
            if (!texts.isEmpty()) {
                out.int32(texts.size());
                out.int32(1); // the number of the first
            }
            for (Object text : texts) {
                TEXT.write(out, text);
            }
            out.end(length);
        }
    },
    /** JSON as text. */
    JSONB("text", "::jsonb") {
        @Override
        void write(BinaryBuffer out, Object value) {
            int length = out.begin();
            out.int8(JSONB_VERSION);
            out.utf8((String) value);
            out.end(length);
        }
    };

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int TEXT_OID = 25;
    private static final int JSONB_VERSION = 1;

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
    abstract void write(BinaryBuffer out, Object value);
}
