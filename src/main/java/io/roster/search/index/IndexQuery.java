package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.filter.CustomTerm;
import io.roster.filter.EventCount;
import io.roster.filter.Filter;
import io.roster.filter.FilterField;
import io.roster.filter.Operator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** A filter as a query of an index, which finds what {@link io.roster.filter.FilterMatch} says of each contact. */
final class IndexQuery {
    private final PartSearch search;

    IndexQuery(PartSearch search) {
        this.search = search;
    }

    static Query of(Filter filter, IndexReader reader) throws IOException {
        return new IndexQuery(new PartSearch(reader, PartSearch.MOST_SCANNED)).query(filter);
    }

    Query query(Filter filter) throws IOException {
        return switch (filter) {
            case Filter.All all -> Queries.all(queries(all.filters()));
            case Filter.Any any -> Queries.any(queries(any.filters()));
            case Filter.Not not -> Queries.not(query(not.filter()));
            case Filter.Test test -> test(test);
            case Filter.HasWords words -> WordsQuery.of(words);
        };
    }

    private List<Query> queries(List<Filter> filters) throws IOException {
        List<Query> queries = new ArrayList<>(filters.size());
        for (Filter filter : filters) {
            queries.add(query(filter));
        }
        return queries;
    }

    private Query test(Filter.Test test) throws IOException {
        return switch (test.field()) {
            case ContactField field when test.operator() == Operator.IS_EMPTY -> empty(field);
            case ContactField field -> ofContact(field, test);
            case CustomTerm term -> new CustomQuery(search, term).of(test);
            case EventCount count when test.operator() == Operator.IS_EMPTY -> Queries.NOTHING;
            case EventCount count -> NumberQuery.ofCount(count, test);
        };
    }

    private Query empty(ContactField field) throws IOException {
        if (field.type().isMany()) {
            return new TermQuery(Tokens.COUNT.term(Tokens.TAGS, "0"));
        }
        Query missing = Queries.not(new FieldExistsQuery(field.wire()));
        Term blank = new Term(field.wire(), new BytesRef());
        boolean canBeBlank = search.reader().docFreq(blank) > 0;
        return canBeBlank ? Queries.any(List.of(missing, new TermQuery(blank))) : missing;
    }

    private Query ofContact(ContactField field, Filter.Test test) throws IOException {
        return switch (field.type()) {
            case TEXT -> {
                boolean whole = test.operator() == Operator.EQ || test.operator() == Operator.IN;
                yield whole ? Queries.anyOf(field.wire(), terms(test)) : new TextQuery(search).of(field, test);
            }
            case BOOLEAN, ID -> Queries.anyOf(field.wire(), terms(test));
            case NUMBER, TIME -> NumberQuery.of(field.wire(), test);
            case TEXTS -> several(field.wire(), Tokens.NO_HEAD, Tokens.TAGS, test);
            case DATE, CHOICES -> throw new IllegalStateException("only custom fields have this type: " + field);
        };
    }

    /**
     * A field of several values: all of those tested must be there, or any, or all and no others.
     *
     * @param head of its terms
     * @param countHead of the token that says how many values there are
     */
    static Query several(String field, byte[] head, byte[] countHead, Filter.Test test) {
        Set<BytesRef> terms = new LinkedHashSet<>();
        terms(test).forEach(term -> terms.add(IndexFields.headed(head, term)));
        if (test.operator() == Operator.IN) {
            return Queries.anyOf(field, terms);
        }
        List<Query> all = new ArrayList<>();
        terms.forEach(term -> all.add(new TermQuery(new Term(field, term))));
        if (test.operator() == Operator.EQ) {
            all.add(new TermQuery(Tokens.COUNT.term(countHead, Integer.toString(terms.size()))));
        }
        return Queries.all(all);
    }

    /** The terms of the values that are tested for. */
    static List<BytesRef> terms(Filter.Test test) {
        FilterField field = test.field();
        return values(test).stream()
                .map(value -> IndexFields.term(field, value))
                .toList();
    }

    static Collection<?> values(Filter.Test test) {
        return test.value() instanceof Collection<?> several ? several : List.of(test.value());
    }
}
