package io.roster.search;

import io.roster.db.SqlText;
import io.roster.filter.Filter;
import io.roster.filter.FilterField;
import io.roster.filter.FilterField.Table;
import io.roster.filter.FilterSql;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** The contacts of a workspace that match, as SQL: with the joins that filter and sort need, and no others. */
final class Matches {
    private final UUID workspaceId;
    private final Set<Table> tables = EnumSet.of(Table.CONTACT);

    Matches(UUID workspaceId) {
        this.workspaceId = workspaceId;
    }

    /** Selects {@code id} and the sort's keys {@code k0}, {@code k1} and so on; its WHERE may be added to. */
    SqlText ids(Sort sort, Filter filter) {
        return select("c.id", sort, filter);
    }

    /** The same with all of each contact, which is worth it where few are read. */
    SqlText rows(Sort sort, Filter filter) {
        return select("c.*", sort, filter);
    }

    private SqlText select(String columns, Sort sort, Filter filter) {
        SqlText sql = new SqlText().add("select " + columns);
        for (int i = 0; i < sort.keys().size(); i++) {
            tables.add(sort.keys().get(i).field().table());
            sql.add(", ").add(key(sort, i)).add(" as k" + i);
        }
        SqlText condition = condition(filter);
        return sql.add(from()).add(" and ").add(condition);
    }

    /** What is seen of {@code field}, as an expression. */
    SqlText value(FilterField field) {
        tables.add(field.table());
        SqlText sql = new SqlText();
        field.write(sql);
        return sql;
    }

    SqlText condition(Filter filter) {
        SqlText sql = new SqlText();
        tables.addAll(FilterSql.write(filter, sql));
        return sql;
    }

    /** From where, once all conditions are written. */
    SqlText from() {
        SqlText sql = new SqlText().add(" from contact c");
        if (tables.contains(Table.COMPANY)) {
            sql.add(" left join company co on co.workspace_id = c.workspace_id and co.id = c.company_id");
        }
        if (tables.contains(Table.ACTIVITY)) {
            sql.add(" left join contact_activity a on a.workspace_id = c.workspace_id and a.contact_id = c.id");
        }
        return sql.add(" where c.workspace_id = ").value("uuid", workspaceId);
    }

    /** The expression of the sort's key number {@code i} over these tables. */
    static SqlText key(Sort sort, int i) {
        SqlText sql = new SqlText();
        sort.keys().get(i).field().write(sql);
        return sql;
    }
}
