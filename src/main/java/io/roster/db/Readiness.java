package io.roster.db;

import io.roster.failure.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the server can do its work: the database answers within 2 seconds, and has the schema that it had at the start. */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final int PATIENCE_SECONDS = 2;
    private static final String DATABASE = "database";
    private static final String MIGRATIONS = "migrations";

    private final Database database;
    private final String schema;
    private @Nullable FutureTask<Map<String, Boolean>> probe;

    /** @param schema the version of the schema that must be there */
    public Readiness(Database database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /** For a database that has just been migrated. */
    public static Readiness ofMigrated(Database database) {
        return new Readiness(database, database.read(tx -> tx.sql("""
                select version from flyway_schema_history
                where success and version is not null order by installed_rank desc limit 1
                """).one(Row::text)));
    }

    /** Each check by its name, and whether it holds. */
    public Map<String, Boolean> checks() {
        try {
            return running().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Not ready: the database did not answer within {} seconds", PATIENCE_SECONDS);
            return Map.of(DATABASE, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of(DATABASE, false);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who asks while a probe is under way waits for that one, so that a database that hangs costs one connection. */
    private synchronized FutureTask<Map<String, Boolean>> running() {
        FutureTask<Map<String, Boolean>> task = probe;
        if (task == null || task.isDone()) {
            task = new FutureTask<>(this::look);
            Thread.ofVirtual().name("readiness").start(task);
            probe = task;
        }
        return task;
    }

    private Map<String, Boolean> look() {
        Map<String, Boolean> checks = new LinkedHashMap<>();
        boolean answers = holds(DATABASE, tx -> tx.sql("select 1").one(Row::integer) == 1);
        checks.put(DATABASE, answers);
        if (answers) {
            checks.put(MIGRATIONS, holds(MIGRATIONS, this::isMigrated));
        }
        return checks;
    }

    private boolean isMigrated(Tx tx) {
        return tx.sql("select exists (select from flyway_schema_history where success and version = ?)")
                .bind(schema)
                .one(Row::bool);
    }

    private boolean holds(String name, Predicate<Tx> check) {
        try {
            return database.read(check::test);
        } catch (Refusal | DatabaseException e) {
            LOG.warn("Not ready: the check {} failed: {}", name, e.getMessage());
            return false;
        }
    }
}
