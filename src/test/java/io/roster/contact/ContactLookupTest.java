package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.db.TableStatistics;
import io.roster.db.Tx;
import io.roster.id.UuidV7;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contacts of several workspaces are found together, and by reading no others. */
class ContactLookupTest {
    /** More than it takes until a plan is kept. */
    private static final int TIMES = 10;

    private static final UUID NOBODY = UUID.randomUUID();

    private static TestDatabase made;
    private static Database database;

    private static ContactReads reads;

    @BeforeAll
    static void start() {
        made = TestPostgres.database();
        database = new Database(made.address(), 1); // so that the plan that is kept is the one that is asked
        database.write(tx -> {
            tx.sql("alter table contact set (autovacuum_enabled = false)").run(); // or it might come first
            return true;
        });
        CustomFields customFields =
                new CustomFields(List.of(), new UuidV7(InstantSource.system()), InstantSource.system());
        reads = new ContactReads(database, new ContactStore(customFields), customFields);
    }

    @AfterAll
    static void stop() {
        database.close();
        made.close();
    }

    @Test
    void aPlanThatIsKeptFromWhenTheTableWasEmptyIsMadeAnewWhenItHasGrown() {
        read(Set.of(new ContactKey(NOBODY, NOBODY)));
        read(Set.of(new ContactKey(NOBODY, NOBODY), new ContactKey(NOBODY, UUID.randomUUID())));
        fill();
        List<ContactKey> keys =
                database.read(tx -> tx.sql("select workspace_id, max(id::text)::uuid from contact group by 1")
                        .list(row -> new ContactKey(row.uuid(), row.uuid())));
        ContactKey elsewhere =
                new ContactKey(keys.get(0).workspaceId(), keys.get(1).id());
        assertThat(new TableStatistics(database).renew()).contains("contact");
        assertThat(rowsReadFor(Set.of(keys.get(0)))).isEqualTo(1);
        assertThat(rowsReadFor(Set.of(keys.get(0), keys.get(1), elsewhere))).isEqualTo(2);
        Map<ContactKey, Contact> found = read(Set.of(keys.get(0), keys.get(1), elsewhere));
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(found)
                .allSatisfy((key, contact) -> assertThat(new ContactKey(contact.workspaceId(), contact.id()))
                        .isEqualTo(key));
        assertThat(new TableStatistics(database).renew()).isEmpty();
    }

    private static void fill() {
        database.write(tx -> tx.sql("""
                insert into contact (workspace_id, id, email, derived, lead_score, icp_tier, grade, verification_status,
                    is_enriched, tags, custom_fields, created_at, updated_at)
                select w.id, gen_random_uuid(), 'a' || n || '@acme.com', '{}', 0, 'D', 'F', 'unverified',
                    false, '{}', '{}', now(), now()
                from (values (gen_random_uuid()), (gen_random_uuid())) w (id), generate_series(1, 2000) n
                """).update());
    }

    private long rowsReadFor(Set<ContactKey> keys) {
        long before = database.read(ContactLookupTest::rowsRead);
        read(keys);
        return (database.read(ContactLookupTest::rowsRead) - before) / TIMES;
    }

    private Map<ContactKey, Contact> read(Set<ContactKey> keys) {
        return database.read(tx -> {
            for (int i = 1; i < TIMES; i++) {
                reads.find(tx, keys);
            }
            return reads.find(tx, keys);
        });
    }

    /** As PostgreSQL counts it: a clock would tell of the machine. */
    private static long rowsRead(Tx tx) {
        tx.sql("select pg_stat_force_next_flush()").run();
        return tx.sql("select seq_tup_read + idx_tup_fetch from pg_stat_user_tables where relname = 'contact'")
                .one(Row::bigint);
    }
}
