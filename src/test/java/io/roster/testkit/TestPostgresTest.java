package io.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.db.Row;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
    @Test
    void everyDatabaseIsItsOwnAndGoesWhenItIsClosed() {
        try (TestDatabase one = TestPostgres.emptyDatabase();
                Database mine = new Database(one.address(), 1)) {
            String gone;
            try (TestDatabase other = TestPostgres.emptyDatabase();
                    Database theirs = new Database(other.address(), 1)) {
                mine.write(tx -> tx.sql("create table things ()").update());
                assertThat(theirs.<Boolean>read(tx ->
                                tx.sql("select to_regclass('things') is null").one(Row::bool)))
                        .isTrue();
                gone = theirs.read(tx -> tx.sql("select current_database()").one(Row::text));
            }
            assertThat(mine.<Long>read(tx -> tx.sql("select count(*) from pg_database where datname = ?")
                            .bind(gone)
                            .one(Row::bigint)))
                    .isZero();
        }
    }
}
