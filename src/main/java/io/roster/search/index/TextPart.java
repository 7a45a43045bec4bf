package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.filter.FilterField;
import java.util.Optional;

/** A text that may have a different value in every contact, so that parts of it are indexed, too. */
enum TextPart {
    EMAIL_LOCAL('l', IndexFields.EMAIL_LOCAL),
    EMAIL_DOMAIN('d', IndexFields.EMAIL_DOMAIN),
    FIRST_NAME('f', ContactField.FIRST_NAME),
    LAST_NAME('n', ContactField.LAST_NAME),
    FULL_NAME('w', ContactField.FULL_NAME),
    TITLE('t', ContactField.TITLE),
    PHONE('p', ContactField.PHONE),
    MOBILE('m', ContactField.MOBILE),
    LINKEDIN_URL('u', ContactField.LINKEDIN_URL),
    COMPANY_NAME('c', ContactField.COMPANY_NAME),
    COMPANY_DOMAIN('b', ContactField.COMPANY_DOMAIN);

    private final byte[] head;
    private final String field;

    TextPart(char letter, ContactField field) {
        this(letter, field.wire());
    }

    TextPart(char letter, String field) {
        this.head = new byte[] {(byte) letter};
        this.field = field;
    }

    static Optional<TextPart> of(FilterField field) {
        for (TextPart part : values()) {
            if (part.field.equals(field.wire())) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    /** What heads the tokens of a custom field's texts. */
    static byte[] customHead(byte[] key) {
        return IndexFields.join(new byte[] {'k'}, key);
    }

    /** What its texts are cut into; parts of addresses are asked for most. */
    Tokens grams() {
        return this == EMAIL_LOCAL ? Tokens.LONG_GRAM : Tokens.GRAM;
    }

    boolean isDomain() {
        return this == EMAIL_DOMAIN || this == COMPANY_DOMAIN;
    }

    /** What heads its tokens. */
    byte[] head() {
        return head;
    }

    /** Where its whole values are. */
    String field() {
        return field;
    }
}
