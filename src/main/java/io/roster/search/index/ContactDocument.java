package io.roster.search.index;

import io.roster.company.Company;
import io.roster.contact.Contact;
import io.roster.contact.ContactWords;
import io.roster.filter.ContactField;
import io.roster.filter.EventCount;
import io.roster.filter.Subject;
import io.roster.text.Folding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** A contact as the index holds it: nothing of it can be read back but the values that lists are sorted by. */
public final class ContactDocument {
    private final Document document = new Document();
    private final TokenBuffer tokens = new TokenBuffer();

    private ContactDocument() {}

    public static Document of(Subject subject) {
        ContactDocument made = new ContactDocument();
        for (ContactField field : ContactField.values()) {
            Object value = field.value(subject);
            if (value != null) {
                made.add(field, value);
            }
        }
        Contact contact = subject.contact();
        made.address(contact.email());
        made.words(contact);
        contact.custom().stored().forEach((key, value) -> made.custom(Integer.parseInt(key), value));
        for (Map.Entry<String, Integer> count : subject.activity().counts().entrySet()) {
            made.number(new EventCount(count.getKey()).wire(), count.getValue());
        }
        made.document.add(new Field(IndexFields.TOKENS, made.tokens, IndexFields.TOKEN));
        return made.document;
    }

    /** The one document of a contact, to replace or delete it by. */
    public static Term idTerm(UUID contactId) {
        return new Term(IndexFields.ID, IndexFields.id(contactId));
    }

    private void add(ContactField field, Object value) {
        switch (field.type()) {
            case TEXT -> {
                keyword(field.wire(), IndexFields.term(field, value));
                TextPart.of(field).ifPresent(part -> parts(part, Folding.fold((String) value)));
            }
            case BOOLEAN, ID -> keyword(field.wire(), IndexFields.term(field, value));
            case NUMBER, TIME -> number(field.wire(), IndexFields.whole(value));
            case TEXTS -> tags(field.wire(), (List<?>) value);
            case DATE, CHOICES -> throw new IllegalStateException("only custom fields have this type: " + field);
        }
    }

    private void keyword(String name, BytesRef value) {
        document.add(new IndexFields.Keyword(name, value, IndexFields.KEYWORD));
    }

    private void number(String name, long value) {
        document.add(new IndexFields.WholeNumber(name, value));
    }

    private void tags(String name, List<?> tags) {
        for (Object tag : tags) {
            document.add(new IndexFields.Keyword(name, new BytesRef((String) tag), IndexFields.KEYWORDS));
        }
        tokens.add(Tokens.COUNT.of(Tokens.TAGS, Integer.toString(tags.size())));
    }

    private void parts(TextPart part, String folded) {
        Tokens.addParts(tokens, part.head(), folded, part.grams());
        if (part.isDomain()) {
            Tokens.addLabels(tokens, part.head(), folded);
        }
    }

    private void address(String email) {
        int at = email.lastIndexOf('@');
        String local = email.substring(0, Math.max(at, 0));
        String domain = email.substring(at + 1);
        parts(TextPart.EMAIL_LOCAL, local);
        parts(TextPart.EMAIL_DOMAIN, domain);
        document.add(new BinaryDocValuesField(IndexFields.EMAIL_LOCAL, new BytesRef(local)));
        keyword(IndexFields.EMAIL_DOMAIN, new BytesRef(domain));
    }

    private void words(Contact contact) {
        Tokens.addWords(tokens, ContactWords.of(contact));
        Company company = contact.company();
        if (company != null) {
            Tokens.addWords(tokens, company.words());
        }
    }

    private void custom(int key, Object value) {
        byte[] head = IndexFields.head(key);
        tokens.add(Tokens.STORED.of(head, ""));
        if (!value.equals("") && !value.equals(List.of())) {
            tokens.add(Tokens.NOT_EMPTY.of(head, ""));
        }
        switch (value) {
            case String text -> {
                custom(head, new BytesRef(text));
                Tokens.addParts(tokens, TextPart.customHead(head), Folding.fold(text), TextPart.CUSTOM_GRAMS);
                NumberCode.ofDate(text).ifPresent(number -> customNumber(head, number));
            }
            case BigDecimal number -> {
                custom(head, new BytesRef(NumberCode.exact(number)));
                customNumber(head, number);
            }
            case Boolean bool -> custom(head, IndexFields.bool(bool));
            case List<?> choices -> {
                choices.forEach(choice -> custom(head, new BytesRef((String) choice)));
                tokens.add(Tokens.COUNT.of(head, Integer.toString(choices.size())));
            }
            default -> throw new IllegalArgumentException("no value of a custom field: " + value.getClass());
        }
    }

    private void custom(byte[] head, BytesRef term) {
        document.add(new IndexFields.Keyword(IndexFields.CUSTOM, IndexFields.headed(head, term), IndexFields.KEYWORDS));
    }

    private void customNumber(byte[] head, BigDecimal number) {
        document.add(new BinaryPoint(IndexFields.CUSTOM_NUMBERS, IndexFields.join(head, NumberCode.rounded(number))));
    }
}
