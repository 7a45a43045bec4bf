package io.roster.db;

import java.util.List;

/**
 * Has PostgreSQL look anew at a table that has grown to four times of what it knows. It does so by itself, some tens of
 * seconds later; until then it keeps plans from when the table was as good as empty, and any index seemed to do: after a
 * first import of half a million rows, it read the whole workspace to find one contact.
 */
public final class TableStatistics {
    private static final int GROWTH = 4;
    /** Some hundred contacts: of less than that, all may be read. */
    private static final int FEWEST_PAGES = 16;

    private final Database database;

    public TableStatistics(Database database) {
        this.database = database;
    }

    /** Analyzes those that have grown, and tells which. */
    public List<String> renew() {
        List<String> grown = database.read(TableStatistics::grown);
        for (String table : grown) {
            database.read(tx -> {
                tx.sql("analyze (skip_locked) " + table).run();
                return true;
            });
        }
        return grown;
    }

    private static List<String> grown(Tx tx) {
        return tx.sql("""
                select quote_ident(relname) from pg_class
                where relnamespace = current_schema()::regnamespace and relkind = 'r'
                and pg_relation_size(oid) > ? * greatest(relpages, ?) * current_setting('block_size')::bigint
                """).bind(GROWTH).bind(FEWEST_PAGES).list(Row::text);
    }
}
