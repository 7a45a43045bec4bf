package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.filter.FilterField;
import java.util.Optional;
import java.util.Set;

/** A text that may have a different value in every contact, so that its beginnings and ends are indexed, and of some every part. */
enum TextPart {
    EMAIL_LOCAL('l', IndexFields.EMAIL_LOCAL, Tokens.GRAM, Tokens.LONG_GRAM),
    EMAIL_DOMAIN('d', IndexFields.EMAIL_DOMAIN, Tokens.GRAM),
    FIRST_NAME('f', ContactField.FIRST_NAME),
    LAST_NAME('n', ContactField.LAST_NAME),
    FULL_NAME('w', ContactField.FULL_NAME.wire(), Tokens.GRAM),
    TITLE('t', ContactField.TITLE),
    PHONE('p', ContactField.PHONE.wire(), Tokens.GRAM),
    MOBILE('m', ContactField.MOBILE.wire(), Tokens.GRAM),
    LINKEDIN_URL('u', ContactField.LINKEDIN_URL),
    COMPANY_NAME('c', ContactField.COMPANY_NAME),
    COMPANY_DOMAIN('b', ContactField.COMPANY_DOMAIN);

    /** What texts of custom fields are cut into. */
    static final Set<Tokens> CUSTOM_GRAMS = Set.of(Tokens.GRAM);

    private final byte[] head;
    private final String field;
    private final Set<Tokens> grams;

    /** A text that many contacts share, or that is seldom asked for parts: its values are gone through instead. */
    TextPart(char letter, ContactField field) {
        this(letter, field.wire());
    }

    TextPart(char letter, String field, Tokens... grams) {
        this.head = new byte[] {(byte) letter};
        this.field = field;
        this.grams = Set.of(grams);
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

    /** What its texts are cut into: addresses are asked for most, and cut twice. */
    Set<Tokens> grams() {
        return grams;
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
