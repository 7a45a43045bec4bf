package io.roster.search;

import io.roster.contact.Contact;
import io.roster.contact.ContactColumns;
import io.roster.db.Row;
import io.roster.db.Sql;
import io.roster.db.Tx;
import io.roster.filter.FilterSql;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers a query by PostgreSQL alone: one statement for the page, and one for the total where it is wanted. */
public final class SqlSearch {
    public Page<Contact> page(Tx tx, UUID workspaceId, ContactQuery query) {
        FilterSql filter = new FilterSql(query.filter());
        List<Contact> found = rows(tx, workspaceId, query, filter);
        boolean hasMore = found.size() > query.limit();
        List<Contact> rows = hasMore ? found.subList(0, query.limit()) : found;
        Optional<Position> next = hasMore ? Optional.of(position(query.sort(), rows.getLast())) : Optional.empty();
        return new Page<>(rows, next, query.withTotal() ? count(tx, workspaceId, filter) : null);
    }

    /** One row more than the page holds tells whether there is another page. */
    private static List<Contact> rows(Tx tx, UUID workspaceId, ContactQuery query, FilterSql filter) {
        KeysetSql keyset = new KeysetSql(query.sort(), query.after());
        Sql sql = tx.sql("select " + ContactColumns.SELECTED + "\n" + ContactColumns.FROM
                        + "where c.workspace_id = ? and " + filter.text() + " and " + keyset.condition()
                        + "\norder by " + keyset.orderBy() + " limit ?")
                .bind(workspaceId);
        keyset.bind(filter.bind(sql)).bind(query.limit() + 1);
        return sql.list(row -> ContactColumns.read(workspaceId, row));
    }

    private static @Nullable Long count(Tx tx, UUID workspaceId, FilterSql filter) {
        Sql sql = tx.sql("select count(*) from contact c where c.workspace_id = ? and " + filter.text())
                .bind(workspaceId);
        return filter.bind(sql).one(Row::bigint);
    }

    private static Position position(Sort sort, Contact last) {
        return new Position(
                sort.keys().stream()
                        .<@Nullable Object>map(key -> key.field().value(last))
                        .toList(),
                last.id());
    }
}
