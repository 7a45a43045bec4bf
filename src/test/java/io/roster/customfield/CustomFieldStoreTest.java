package io.roster.customfield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.access.Caller;
import io.roster.changelog.Actor;
import io.roster.company.CompanyChoice;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.Contacts;
import io.roster.contact.IntakeOptions;
import io.roster.contact.IntakeOutcome;
import io.roster.contact.Preparation;
import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.UuidV7;
import io.roster.testkit.TestContacts;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomFieldStoreTest {
    private final UuidV7 ids = new UuidV7(InstantSource.system());
    private final CustomFields fields = new CustomFields(List.of(), ids, InstantSource.system());
    private final Contacts contacts = TestContacts.with(fields, ids);
    private final UUID workspace = UUID.randomUUID();
    private final Caller caller = new Caller(workspace, UUID.randomUUID(), UUID.randomUUID(), "test", Set.of());
    private final TestDatabase database = TestPostgres.database();
    private final Database store = new Database(database.address(), 4);

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void thePurgeTakesOutTheValuesBatchByBatchAndNoOthers() {
        CustomField old = define("plan");
        define("kept");
        for (int i = 0; i < 25; i++) {
            contact(i, Map.of("plan", Optional.of("old"), "kept", Optional.of("yes")));
        }
        store.write(tx -> tx.sql("insert into contact select workspace_id, gen_random_uuid(), n || email, first_name,"
                        + " last_name, title, seniority, department, phone, mobile, linkedin_url, city, state, country,"
                        + " time_zone, lead_source, derived, lead_score, icp_tier, grade, verification_status,"
                        + " is_enriched, tags, custom_fields, company_id, deleted_at, deletion_reason, created_at,"
                        + " updated_at, words from contact, generate_series(1, 99) n")
                .update());
        store.write(tx -> fields.delete(tx, workspace, old.id()));
        CustomField anew = define("plan");
        contact(100, Map.of("plan", Optional.of("new")));
        CustomFieldPurge purge = new CustomFieldPurge(store);
        assertThat(purge.runBatch()).isTrue();
        assertThat(having(old)).isBetween(1_500L, 1_501L);
        while (purge.runBatch()) {
            assertThat(having(anew)).isOne();
        }
        assertThat(having(old)).isZero();
        assertThat(having(anew)).isOne();
        assertThat(store.<Long>read(tx -> tx.sql("select count(*) from contact where custom_fields <> '{}'")
                        .one(Row::bigint)))
                .isEqualTo(2_501);
    }

    @Test
    void aRolledBackDefinitionIsNeverSeen() {
        assertThatThrownBy(() -> store.write(tx -> {
                    fields.create(tx, workspace, draft("ghost", CustomFieldType.STRING, List.of()));
                    assertThat(fields.current(tx, workspace).find("ghost")).isPresent();
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        define("other");
        assertThat(store.<Optional<CustomField>>read(
                        tx -> fields.current(tx, workspace).find("ghost")))
                .isEmpty();
    }

    @Test
    void anOptionIsEitherTakenByAContactOrRemovedNeverBoth() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "stage" + round;
            int number = round;
            CustomField field = store.write(
                    tx -> fields.create(tx, workspace, draft(name, CustomFieldType.DROPDOWN, List.of("a", "b"))));
            CountDownLatch both = new CountDownLatch(2);
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                var taken = executor.submit(() -> {
                    both.countDown();
                    both.await();
                    return contact(number, Map.of(name, Optional.of("b")));
                });
                var removed = executor.submit(() -> {
                    both.countDown();
                    both.await();
                    return remove(field, "b");
                });
                assertThat(taken.get()).isNotEqualTo(removed.get());
            }
        }
    }

    @Test
    void valuesDefineTheirFieldsByThemselves() {
        Map<String, Object> first =
                Map.of("plan", "enterprise", "seats", new BigDecimal("3"), "trial", true, "areas", List.of("x", "y"));
        store.write(tx -> {
            fields.defineFromValues(tx, workspace, first);
            return true;
        });
        CustomFieldSet set = store.read(tx -> fields.current(tx, workspace));
        assertThat(set.fields())
                .extracting(field -> field.name() + " " + field.type().wire())
                .containsExactlyInAnyOrder("plan string", "seats number", "trial boolean", "areas multi_select");
        store.write(tx -> {
            fields.defineFromValues(tx, workspace, Map.of("areas", List.of("z"), "plan", 12));
            return true;
        });
        CustomFieldSet grown = store.read(tx -> fields.current(tx, workspace));
        assertThat(grown.find("areas").orElseThrow().options()).containsExactly("x", "y", "z");
        assertThat(grown.find("plan").orElseThrow().type()).isEqualTo(CustomFieldType.STRING);
        assertThatThrownBy(() -> store.write(tx -> {
                    fields.defineFromValues(tx, workspace, Map.of("Bad Name", 1));
                    return true;
                }))
                .isInstanceOf(Refusal.class)
                .extracting(refusal -> ((Refusal) refusal).failure().field())
                .isEqualTo("custom_fields.Bad Name");
    }

    /** As when a field is defined while an import reads ahead. */
    @Test
    void whatWasWorkedOutAheadByOtherDefinitionsIsWorkedOutAnew() {
        Map<String, Optional<Object>> values = Map.of("plan", Optional.of("gold"));
        ContactPatch patch = new ContactPatch(null, Map.of(), null, values, CompanyChoice.DETACH, false);
        ContactDraft draft = new ContactDraft("ahead@example.com", patch);
        Preparation early = contacts.preparation(CustomFieldSet.NONE);
        early.prepare(draft);
        define("plan");
        Actor actor = new Actor("imp_test", Actor.Source.IMPORT);
        List<IntakeOutcome> outcomes =
                store.write(tx -> contacts.create(tx, workspace, actor, List.of(draft), early, IntakeOptions.USUAL));
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        IntakeOutcome.Created.class,
                        created -> assertThat(created.contact().customFields()).isEqualTo(Map.of("plan", "gold")));
    }

    /** Whether the contact was taken in. */
    private boolean contact(int number, Map<String, Optional<Object>> values) {
        try {
            ContactPatch patch = new ContactPatch(null, Map.of(), null, values, CompanyChoice.DETACH, false);
            return switch (store.write(
                    tx -> contacts.create(tx, caller, new ContactDraft("p" + number + "@example.com", patch)))) {
                case IntakeOutcome.Created created -> true;
                case IntakeOutcome outcome -> false;
            };
        } catch (Refusal refusal) {
            return false;
        }
    }

    private boolean remove(CustomField field, String option) {
        try {
            store.write(tx -> fields.update(tx, workspace, field.id(), before -> {
                List<String> left = before.options().stream()
                        .filter(it -> !it.equals(option))
                        .toList();
                return new CustomFieldDraft(before.name(), before.label(), before.type(), left, before.fallback());
            }));
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.failure()).isInstanceOf(Failure.Conflict.class);
            return false;
        }
    }

    private CustomField define(String name) {
        return store.write(tx -> fields.create(tx, workspace, draft(name, CustomFieldType.STRING, List.of())));
    }

    private static CustomFieldDraft draft(String name, CustomFieldType type, List<String> options) {
        return new CustomFieldDraft(name, name, type, options, null);
    }

    private long having(CustomField field) {
        return store.read(tx -> tx.sql("select count(*) from contact where custom_fields ?? ?::text")
                .bind(Integer.toString(field.key()))
                .one(Row::bigint));
    }
}
