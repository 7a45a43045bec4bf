package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.filter.Filter;
import io.roster.filter.Operator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Texts of which a part is known. A field of few different values is gone through, value by value; where there are many,
 * the tokens of the part tell the contacts, or at least those to look at.
 */
final class TextQuery {
    private final PartSearch search;

    TextQuery(PartSearch search) {
        this.search = search;
    }

    Query of(ContactField field, Filter.Test test) throws IOException {
        String value = (String) test.value();
        if (field.isLowerCase()) {
            return address(test.operator(), value.toLowerCase(Locale.ROOT));
        }
        PartOfText part = PartOfText.of(test.operator(), value);
        Optional<TextPart> indexed = TextPart.of(field);
        if (indexed.isPresent()) {
            return in(indexed.get(), part);
        }
        return new ValuesQuery(field.wire(), part);
    }

    /** An address has one at sign; what has one, too, is cut there, and what has none is on either side. */
    private Query address(Operator operator, String value) throws IOException {
        int at = value.lastIndexOf('@');
        String before = value.substring(0, Math.max(at, 0));
        String after = value.substring(at + 1);
        return switch (operator) {
            case STARTS_WITH ->
                at < 0 ? local(operator, value) : new PrefixQuery(new Term(ContactField.EMAIL.wire(), value));
            case ENDS_WITH ->
                at < 0
                        ? domain(operator, value)
                        : Queries.all(List.of(
                                local(operator, before), new TermQuery(new Term(IndexFields.EMAIL_DOMAIN, after))));
            case CONTAINS ->
                at < 0
                        ? Queries.any(List.of(local(operator, value), domain(operator, value)))
                        : Queries.all(List.of(local(Operator.ENDS_WITH, before), domain(Operator.STARTS_WITH, after)));
            case EQ, IN, GT, GTE, LT, LTE, IS_EMPTY ->
                throw new IllegalStateException("no test of a part: " + operator);
        };
    }

    private Query local(Operator operator, String value) throws IOException {
        return in(TextPart.EMAIL_LOCAL, PartOfText.folded(operator, value));
    }

    private Query domain(Operator operator, String value) throws IOException {
        return in(TextPart.EMAIL_DOMAIN, PartOfText.folded(operator, value));
    }

    private Query in(TextPart text, PartOfText part) throws IOException {
        if (part.isEmpty()) {
            return text == TextPart.EMAIL_LOCAL ? Queries.EVERYTHING : new FieldExistsQuery(text.field());
        }
        Optional<Query> found = part.byTokens(text.head(), text.grams(), text.isDomain());
        return found.isPresent()
                ? found.get()
                : search.query(
                        text.field(), Tokens.NO_HEAD, text.head(), text.grams(), text != TextPart.EMAIL_LOCAL, part);
    }
}
