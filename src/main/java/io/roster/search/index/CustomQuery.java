package io.roster.search.index;

import io.roster.contact.Contact;
import io.roster.contact.Profile;
import io.roster.contact.Standing;
import io.roster.customfield.CustomValues;
import io.roster.filter.CustomTerm;
import io.roster.filter.Filter;
import io.roster.filter.FilterMatch;
import io.roster.filter.Operator;
import io.roster.filter.Subject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Tests of one custom field. What is indexed is what is stored; the fallback, which may change at any time, is put in
 * here.
 */
final class CustomQuery {
    /** Who has no value in any field: what a test says of them, it says of the fallback. */
    private static final Subject NOBODY = Subject.of(new Contact(
            new UUID(0, 0),
            new UUID(0, 0),
            "",
            Profile.EMPTY,
            Set.of(),
            Standing.NEW,
            List.of(),
            CustomValues.NONE,
            null,
            null,
            Instant.EPOCH,
            Instant.EPOCH));

    private final PartSearch search;
    private final byte[] head;
    private final Query stored;

    CustomQuery(PartSearch search, CustomTerm term) {
        this.search = search;
        this.head = IndexFields.head(term.field().key());
        this.stored = new TermQuery(Tokens.STORED.term(head, ""));
    }

    Query of(Filter.Test test) throws IOException {
        if (test.operator() == Operator.IS_EMPTY) {
            return Queries.not(new TermQuery(Tokens.NOT_EMPTY.term(head, "")));
        }
        Query found = ofStored(test);
        return FilterMatch.matches(test, NOBODY) ? Queries.any(List.of(found, Queries.not(stored))) : found;
    }

    private Query ofStored(Filter.Test test) throws IOException {
        return switch (test.field().type()) {
            case TEXT -> {
                boolean whole = test.operator() == Operator.EQ || test.operator() == Operator.IN;
                yield whole ? whole(test) : part(PartOfText.of(test.operator(), (String) test.value()));
            }
            case BOOLEAN -> whole(test);
            case NUMBER, DATE -> {
                boolean whole = test.operator() == Operator.EQ || test.operator() == Operator.IN;
                yield whole ? whole(test) : CustomRange.of(head, test.operator(), number(test.value()));
            }
            case CHOICES -> choices(test);
            case TIME, ID, TEXTS -> throw new IllegalStateException("no custom field has this type: " + test.field());
        };
    }

    private Query whole(Filter.Test test) {
        List<BytesRef> terms = IndexQuery.terms(test).stream()
                .map(term -> IndexFields.headed(head, term))
                .toList();
        return Queries.anyOf(IndexFields.CUSTOM, terms);
    }

    private Query choices(Filter.Test test) {
        return Queries.all(List.of(stored, IndexQuery.several(IndexFields.CUSTOM, head, head, test)));
    }

    private Query part(PartOfText part) throws IOException {
        if (part.isEmpty()) {
            return stored;
        }
        byte[] tokenHead = TextPart.customHead(head);
        Optional<Query> found = part.byTokens(tokenHead, TextPart.CUSTOM_GRAMS, false);
        return found.isPresent()
                ? found.get()
                : search.query(IndexFields.CUSTOM, head, tokenHead, TextPart.CUSTOM_GRAMS, true, part);
    }

    private static BigDecimal number(Object value) {
        return value instanceof String date ? NumberCode.ofDate(date).orElseThrow() : (BigDecimal) value;
    }
}
