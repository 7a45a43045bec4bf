package io.roster.db;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has PostgreSQL look anew at a table that has grown to four times of what it knows. It does so by itself, some tens of
 * seconds later; until then it keeps plans from when the table was as good as empty, and any index seemed to do: after a
 * first import of half a million rows, it read the whole workspace to find one contact.
 */
public final class TableStatistics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableStatistics.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(30);
    private static final int GROWTH = 4;
    /** Some hundred contacts: of less than that, all may be read. */
    private static final int FEWEST_PAGES = 16;

    private final Database database;
    private final Thread thread = Thread.ofVirtual().name("table-statistics").unstarted(this::work);
    private volatile boolean closed;

    public TableStatistics(Database database) {
        this.database = database;
    }

    /** Works in the background from now on. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void work() {
        Duration pause = PAUSE;
        while (!closed) {
            try {
                Thread.sleep(pause);
                renew();
                pause = PAUSE;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.warn("tables that have grown are not analyzed; trying again later: {}", e.getMessage());
                }
                pause = PAUSE_AFTER_FAULT;
            }
        }
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
