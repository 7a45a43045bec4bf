package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.filter.CustomTerm;
import io.roster.filter.EventCount;
import io.roster.filter.FieldType;
import io.roster.filter.FilterField;
import io.roster.search.ContactQuery;
import io.roster.search.Position;
import io.roster.search.Sort;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.FieldComparator;
import org.apache.lucene.search.FieldComparatorSource;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Pruning;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.comparators.TermOrdValComparator;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A sort over the values that documents have, and its places: the same as the database's. */
final class IndexSort {
    private final Sort sort;

    IndexSort(Sort sort) {
        this.sort = sort;
    }

    org.apache.lucene.search.Sort fields() {
        List<SortField> fields = new ArrayList<>();
        sort.keys().forEach(key -> fields.add(field(key)));
        fields.add(new SortField(IndexFields.ID, SortField.Type.STRING, sort.idDescending()));
        return new org.apache.lucene.search.Sort(fields.toArray(SortField[]::new));
    }

    private static SortField field(Sort.Key key) {
        return switch (key.field()) {
            case ContactField field when isWhole(field) -> whole(key, missing(key));
            case ContactField field -> text(key);
            case EventCount count -> whole(key, 0);
            case CustomTerm term -> new SortField(IndexFields.CUSTOM, byKey(key, term), key.descending());
        };
    }

    private static SortField whole(Sort.Key key, long missing) {
        return new SortField(key.field().wire(), SortField.Type.LONG, key.descending(), missing);
    }

    private static SortField text(Sort.Key key) {
        Object last = key.descending() ? SortField.STRING_FIRST : SortField.STRING_LAST;
        return new SortField(key.field().wire(), SortField.Type.STRING, key.descending(), last);
    }

    private static FieldComparatorSource byKey(Sort.Key key, CustomTerm term) {
        byte[] head = IndexFields.head(term.field().key());
        BytesRef fallback = fallback(term);
        return new FieldComparatorSource() {
            @Override
            public FieldComparator<?> newComparator(String name, int hits, Pruning pruning, boolean reversed) {
                return new TermOrdValComparator(hits, name, !key.descending(), reversed, Pruning.NONE) {
                    @Override
                    protected SortedDocValues getSortedDocValues(LeafReaderContext leaf, String unused)
                            throws IOException {
                        return KeyedValues.of(leaf.reader(), head, fallback);
                    }
                };
            }
        };
    }

    private static @Nullable BytesRef fallback(CustomTerm term) {
        Object shown = term.field().fallback();
        return shown == null ? null : IndexFields.term(term, shown);
    }

    /** The field whose terms are in the order of this sort, if there is one. */
    Optional<String> ascendingText() {
        Sort.Key key = sort.keys().getFirst();
        boolean walks = key.field() instanceof ContactField field && !isWhole(field) && !key.descending();
        return walks ? Optional.of(key.field().wire()) : Optional.empty();
    }

    /** The values of the first key in a segment. */
    SegmentOrder order(LeafReader reader) throws IOException {
        Sort.Key key = sort.keys().getFirst();
        return switch (key.field()) {
            case ContactField field
            when !isWhole(field) -> SegmentOrder.ofTexts(reader, field.wire(), key.descending());
            case CustomTerm term ->
                SegmentOrder.ofTexts(
                        KeyedValues.of(reader, IndexFields.head(term.field().key()), fallback(term)), key.descending());
            case ContactField field -> SegmentOrder.ofNumbers(reader, field.wire(), key.descending(), missing(key));
            case EventCount count -> SegmentOrder.ofNumbers(reader, count.wire(), key.descending(), 0);
        };
    }

    SegmentOrder ids(LeafReader reader) throws IOException {
        return SegmentOrder.ofTexts(reader, IndexFields.ID, sort.idDescending());
    }

    /** Compares hits of different segments by their values. */
    int compare(FieldDoc one, FieldDoc other) {
        Sort.Key key = sort.keys().getFirst();
        int byKey = compare(one.fields[0], other.fields[0], key.descending());
        return byKey != 0 ? byKey : compare(one.fields[1], other.fields[1], sort.idDescending());
    }

    private static int compare(@Nullable Object one, @Nullable Object other, boolean descending) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        int ascending = one instanceof Long number
                ? number.compareTo((Long) other)
                : ((BytesRef) one).compareTo((BytesRef) other);
        return descending ? -ascending : ascending;
    }

    /** A page of the first of {@code hits}, which has one more if there are more. */
    IndexSearch.Found found(List<FieldDoc> hits, ContactQuery query, @Nullable Long total) {
        List<UUID> ids = hits.stream().limit(query.limit()).map(IndexSort::id).toList();
        Optional<Position> next =
                hits.size() > query.limit() ? Optional.of(position(hits.get(query.limit() - 1))) : Optional.empty();
        return new IndexSearch.Found(ids, next, total);
    }

    /** The place as the index knows it. */
    FieldDoc after(Position position) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < sort.keys().size(); i++) {
            values.add(indexed(sort.keys().get(i), position.values().get(i)));
        }
        values.add(IndexFields.id(position.id()));
        return new FieldDoc(Integer.MAX_VALUE, Float.NaN, values.toArray());
    }

    private static @Nullable Object indexed(Sort.Key key, @Nullable Object value) {
        if (isWhole(key.field())) {
            return value == null ? (Object) missing(key) : (Object) IndexFields.whole(value);
        }
        return value == null ? null : IndexFields.term(key.field(), value);
    }

    Position position(FieldDoc hit) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < sort.keys().size(); i++) {
            values.add(shown(sort.keys().get(i), hit.fields[i]));
        }
        return new Position(values, id(hit));
    }

    static UUID id(FieldDoc hit) {
        return IndexFields.id((BytesRef) hit.fields[hit.fields.length - 1]);
    }

    private static @Nullable Object shown(Sort.Key key, @Nullable Object value) {
        FilterField field = key.field();
        return switch (value) {
            case null -> null;
            case Long whole
            when field.type() == FieldType.TIME -> whole == missing(key) ? null : Instant.ofEpochMilli(whole);
            case Long whole -> whole == missing(key) ? null : BigDecimal.valueOf(whole);
            case BytesRef term -> IndexFields.value(field, term);
            default -> throw new IllegalStateException("nothing to sort by: " + value.getClass());
        };
    }

    /** Of a key that sorts whole numbers: what stands for a missing one, which comes last in either direction. */
    private static long missing(Sort.Key key) {
        return key.descending() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private static boolean isWhole(FilterField field) {
        return switch (field) {
            case ContactField known ->
                switch (known.type()) {
                    case NUMBER, TIME -> true;
                    case TEXT, BOOLEAN, ID, DATE, TEXTS, CHOICES -> false;
                };
            case EventCount count -> true;
            case CustomTerm term -> false;
        };
    }
}
