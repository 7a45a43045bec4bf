package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.filter.FilterField;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.InvertableType;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableFieldType;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/**
 * The fields of a document, and the terms in them. What every workspace's contacts have is a field of its own under the
 * name that filters know; the custom fields of a workspace share theirs, each term headed by the field's key.
 */
final class IndexFields {
    static final String ID = ContactField.ID.wire();
    static final String CREATED = ContactField.CREATED_AT.wire();

    /** The parts of an e-mail address before and after its at sign. */
    static final String EMAIL_LOCAL = "email.local";

    static final String EMAIL_DOMAIN = "email.domain";

    /** Whole values of custom fields: the key and the value. */
    static final String CUSTOM = "custom";

    /** Numbers and dates of custom fields: the key and the rounded code of the number. */
    static final String CUSTOM_NUMBERS = "custom.numbers";

    /** Everything else that is looked up as a term; {@link Tokens} tells what there is. */
    static final String TOKENS = "tokens";

    static final FieldType KEYWORD = type(IndexOptions.DOCS, DocValuesType.SORTED);
    static final FieldType KEYWORDS = type(IndexOptions.DOCS, DocValuesType.SORTED_SET);
    static final FieldType TOKEN = type(IndexOptions.DOCS, DocValuesType.NONE);
    private static final FieldType NUMBER = type(IndexOptions.NONE, DocValuesType.NUMERIC);

    static {
        TOKEN.setTokenized(true);
        NUMBER.setDimensions(1, Long.BYTES);
        KEYWORD.freeze();
        KEYWORDS.freeze();
        TOKEN.freeze();
        NUMBER.freeze();
    }

    /** One term, as it is. */
    static final class Keyword extends Field {
        Keyword(String name, BytesRef value, IndexableFieldType type) {
            super(name, value, type);
        }

        @Override
        public InvertableType invertableType() {
            return InvertableType.BINARY;
        }
    }

    /** One whole number, to find by range and to sort by. */
    static final class WholeNumber extends Field {
        WholeNumber(String name, long value) {
            super(name, NUMBER);
            fieldsData = value;
        }

        @Override
        public BytesRef binaryValue() {
            byte[] packed = new byte[Long.BYTES];
            NumericUtils.longToSortableBytes(numericValue().longValue(), packed, 0);
            return new BytesRef(packed);
        }
    }

    private IndexFields() {}

    private static FieldType type(IndexOptions options, DocValuesType values) {
        FieldType type = new FieldType();
        type.setTokenized(false);
        type.setOmitNorms(true);
        type.setIndexOptions(options);
        type.setDocValuesType(values);
        return type;
    }

    /** The term of a value of {@code field}, of a type that has terms. */
    static BytesRef term(FilterField field, Object value) {
        return switch (field.type()) {
            case TEXT, DATE, TEXTS, CHOICES -> new BytesRef((String) value);
            case BOOLEAN -> bool((Boolean) value);
            case NUMBER -> new BytesRef(NumberCode.exact((BigDecimal) value));
            case ID -> id((UUID) value);
            case TIME -> throw new IllegalArgumentException("a time has no term: " + value);
        };
    }

    /** The value that has this term: the inverse of {@link #term}. */
    static Object value(FilterField field, BytesRef term) {
        return switch (field.type()) {
            case TEXT, DATE, TEXTS, CHOICES -> term.utf8ToString();
            case BOOLEAN -> term.bytes[term.offset] == 't';
            case NUMBER -> NumberCode.number(term.bytes, term.offset, term.offset + term.length);
            case ID -> id(term);
            case TIME -> throw new IllegalArgumentException("a time has no term: " + term);
        };
    }

    static BytesRef bool(boolean value) {
        return new BytesRef(value ? "t" : "f");
    }

    static BytesRef id(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return new BytesRef(bytes.array());
    }

    static UUID id(BytesRef term) {
        ByteBuffer bytes = ByteBuffer.wrap(term.bytes, term.offset, term.length);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** A number that a field of whole numbers or times has. */
    static long whole(Object value) {
        return value instanceof Instant at ? at.toEpochMilli() : ((BigDecimal) value).longValue();
    }

    /** The head of all terms of the custom field that is stored under {@code key}. */
    static byte[] head(int key) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(key).array();
    }

    static BytesRef headed(byte[] head, BytesRef term) {
        ByteBuffer bytes = ByteBuffer.allocate(head.length + term.length);
        bytes.put(head).put(term.bytes, term.offset, term.length);
        return new BytesRef(bytes.array());
    }

    static byte[] join(byte[] head, byte[] rest) {
        return ByteBuffer.allocate(head.length + rest.length)
                .put(head)
                .put(rest)
                .array();
    }
}
