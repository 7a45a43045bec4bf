package io.roster.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.access.Caller;
import io.roster.company.CompanyChoice;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.Contacts;
import io.roster.contact.IntakeOutcome;
import io.roster.contact.Precondition;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.id.UuidV7;
import io.roster.testkit.TestContacts;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactTotalsTest {
    private static final int WRITERS = 8;
    private static final int WRITES = 60;

    private final UuidV7 ids = new UuidV7(InstantSource.system());
    private final Contacts contacts = TestContacts.with(new CustomFields(List.of(), ids, InstantSource.system()), ids);
    private final Caller caller = new Caller(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "test", Set.of());
    private TestDatabase database = TestPostgres.database();
    private Database store = new Database(database.address(), WRITERS);

    @BeforeEach
    void anotherWorkspaceIsThereToo() {
        Caller other = new Caller(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "test", Set.of());
        store.write(tx -> contacts.create(tx, other, draft("a@example.com")));
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void theTotalsAreExactWhateverWritersDoAtTheSameTime() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ContactTotalsTest: seed " + seed);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Random random = new Random(seed + i);
                writers.add(executor.submit(() -> {
                    for (int n = 0; n < WRITES; n++) {
                        write(random);
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(kept()).isEqualTo(counted());
        assertThat(kept().contacts()).isPositive();
        assertThat(kept().deleted()).isPositive();
    }

    @Test
    void aTransactionThatFailsCountsNothing() {
        store.write(tx -> contacts.create(tx, caller, draft("a@example.com")));
        try {
            store.write(tx -> {
                contacts.create(tx, caller, draft("b@example.com"));
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("on purpose");
        }
        assertThat(kept()).isEqualTo(new ContactTotals.Total(1, 0));
    }

    @Test
    void aServerProcessThatIsKilledInTheMiddleOfATransactionCountsNothing() {
        store.write(tx -> contacts.create(tx, caller, draft("a@example.com")));
        try {
            store.write(tx -> {
                contacts.create(tx, caller, draft("b@example.com"));
                int pid = tx.sql("select pg_backend_pid()").one(Row::integer);
                store.read(other ->
                        other.sql("select pg_terminate_backend(?)").bind(pid).one(Row::bool));
                return contacts.create(tx, caller, draft("c@example.com"));
            });
        } catch (RuntimeException e) {
            assertThat(e).isNotNull();
        }
        assertThat(kept()).isEqualTo(counted()).isEqualTo(new ContactTotals.Total(1, 0));
    }

    /** Few addresses, so that writers meet: creations that find it there, deletions, restorations, and rollbacks. */
    private void write(Random random) {
        boolean fails = random.nextInt(5) == 0;
        try {
            store.write(tx -> {
                change(tx, random);
                change(tx, random);
                if (fails) {
                    throw new IllegalStateException("on purpose");
                }
                return true;
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("on purpose");
        }
    }

    private void change(Tx tx, Random random) {
        IntakeOutcome outcome = contacts.create(tx, caller, draft("p" + random.nextInt(60) + "@example.com"));
        if (outcome instanceof IntakeOutcome.Skipped skipped) {
            UUID id = skipped.contact().id();
            if (random.nextBoolean()) {
                contacts.delete(tx, caller, id, null, Precondition.NONE);
            } else {
                contacts.update(tx, caller, id, patch(true), Precondition.NONE);
            }
        }
    }

    private static ContactDraft draft(String email) {
        return new ContactDraft(email, patch(false));
    }

    private static ContactPatch patch(boolean restore) {
        return new ContactPatch(null, Map.of(), null, Map.of(), CompanyChoice.DETACH, restore);
    }

    private ContactTotals.Total kept() {
        return store.read(tx -> ContactTotals.of(tx, caller.workspaceId()));
    }

    private ContactTotals.Total counted() {
        return store.read(tx -> tx.sql("select count(*), count(deleted_at) from contact where workspace_id = ?")
                .bind(caller.workspaceId())
                .one(row -> new ContactTotals.Total(row.bigint(), row.bigint())));
    }
}
