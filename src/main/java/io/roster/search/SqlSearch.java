package io.roster.search;

import io.roster.contact.Contact;
import io.roster.contact.ContactColumns;
import io.roster.contact.ContactReader;
import io.roster.customfield.CustomFields;
import io.roster.db.Row;
import io.roster.db.Sql;
import io.roster.db.SqlText;
import io.roster.db.Tx;
import io.roster.filter.Filter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers a query by PostgreSQL alone, in one statement. Where the total is to be counted, the filter is evaluated once
 * over the workspace, and total and page are both taken from its hits; where it is kept or not wanted, the page is read
 * along the sort's index if there is one.
 */
public final class SqlSearch {
    private record Hit(
            @Nullable Long total,
            List<@Nullable Object> keys,
            @Nullable Contact contact) {}

    private final CustomFields customFields;

    public SqlSearch(CustomFields customFields) {
        this.customFields = customFields;
    }

    public Page<Contact> page(Tx tx, UUID workspaceId, ContactQuery query) {
        ContactReader reader = new ContactReader(tx, workspaceId, customFields);
        List<Hit> hits = statement(tx, workspaceId, query).list(row -> read(row, query.sort(), reader));
        List<Contact> contacts = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            if (hit.contact() != null && contacts.size() < query.limit()) {
                contacts.add(hit.contact());
            }
        }
        boolean hasMore = hits.size() > query.limit();
        Optional<Position> next = hasMore
                ? Optional.of(new Position(
                        hits.get(query.limit() - 1).keys(), contacts.getLast().id()))
                : Optional.empty();
        return new Page<>(contacts, next, hits.getFirst().total());
    }

    /** How many contacts match each of {@code filters}, in one pass over the workspace. */
    public List<Long> counts(Tx tx, UUID workspaceId, List<Filter> filters) {
        SqlText sql = new SqlText().add("select ");
        Matches matches = new Matches(workspaceId);
        for (int i = 0; i < filters.size(); i++) {
            sql.add(i == 0 ? "" : ", ").add("count(*) filter (where ");
            sql.add(matches.condition(filters.get(i))).add(")");
        }
        sql.add(matches.from());
        return sql.on(tx).planned().one(row -> {
            List<Long> counts = new ArrayList<>(filters.size());
            for (int i = 0; i < filters.size(); i++) {
                counts.add(row.bigint());
            }
            return counts;
        });
    }

    private static Sql statement(Tx tx, UUID workspaceId, ContactQuery query) {
        Optional<String> kept = KeptTotal.of(query.filter());
        boolean counts = query.withTotal() && kept.isEmpty();
        String page = counts ? "page" : "c";
        SqlText sql = new SqlText().add("with ");
        sql.add(counts ? hitsAndPage(workspaceId, query) : page(workspaceId, query));
        sql.add("\nselect t.total, ");
        for (int i = 0; i < query.sort().keys().size(); i++) {
            sql.add(page + ".k" + i + ", ");
        }
        sql.add(ContactColumns.SELECTED).add("\nfrom (select ");
        if (counts) {
            sql.add("(select count(*) from hit)");
        } else if (query.withTotal()) {
            sql.add("(select coalesce(" + kept.orElseThrow() + ", 0)::bigint from contact_total where workspace_id = ")
                    .value("uuid", workspaceId)
                    .add(")");
        } else {
            sql.add("null::bigint");
        }
        sql.add(" as total) t left join page " + (counts ? "" : "c ") + "on true\n");
        if (counts) {
            sql.add("left join contact c on c.workspace_id = ")
                    .value("uuid", workspaceId)
                    .add(" and c.id = page.id\n");
        }
        sql.add(ContactColumns.JOINS + "order by ");
        keyset(query.sort(), page).orderBy(sql);
        // A list without conditions is asked for again and again with the same plan; a search is planned for its
        // values.
        return kept.isPresent() ? sql.on(tx) : sql.on(tx).planned();
    }

    private static SqlText hitsAndPage(UUID workspaceId, ContactQuery query) {
        SqlText sql = new SqlText().add("hit as materialized (");
        sql.add(new Matches(workspaceId).ids(query.sort(), query.filter())).add("),\npage as (select * from hit");
        KeysetSql keyset = keyset(query.sort(), "hit");
        query.after().ifPresent(position -> {
            sql.add(" where ");
            keyset.after(position, sql);
        });
        sql.add(" order by ");
        keyset.orderBy(sql);
        return sql.add(" limit ").value("int", query.limit() + 1).add(")");
    }

    private static SqlText page(UUID workspaceId, ContactQuery query) {
        SqlText sql = new SqlText().add("page as (select * from (");
        sql.add(new Matches(workspaceId).rows(query.sort(), query.filter()));
        KeysetSql keyset = new KeysetSql(query.sort(), i -> Matches.key(query.sort(), i), "c.id");
        query.after().ifPresent(position -> {
            sql.add(" and ");
            keyset.after(position, sql);
        });
        sql.add(" order by ");
        keyset.orderBy(sql);
        // Twice, for PostgreSQL to keep the plan: of a limit that it doesn't know it expects a tenth, of the
        // one written out at most. With either alone it made a new plan each time where workspaces are large,
        // for 320 of 730 µs.
        int most = query.limit() + 1;
        return sql.add(" limit " + most + ") c limit ").value("int", most).add(")");
    }

    private static KeysetSql keyset(Sort sort, String table) {
        return new KeysetSql(sort, i -> new SqlText().add(table + ".k" + i), table + ".id");
    }

    /** There is always a row, for the total; without a contact when the page has none. */
    private static Hit read(Row row, Sort sort, ContactReader reader) throws SQLException {
        Long total = row.bigintOrNull();
        List<@Nullable Object> keys = new ArrayList<>();
        for (Sort.Key key : sort.keys()) {
            keys.add(
                    switch (key.field().type()) {
                        case TEXT, DATE, TEXTS, CHOICES -> row.textOrNull();
                        case NUMBER -> row.decimalOrNull();
                        case BOOLEAN -> row.boolOrNull();
                        case TIME -> row.instantOrNull();
                        case ID -> row.uuidOrNull();
                    });
        }
        return new Hit(total, keys, row.nextIsNull() ? null : reader.read(row));
    }
}
