package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.access.Caller;
import io.roster.company.CompanyChoice;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.id.UuidV7;
import io.roster.testkit.TestContacts;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeStatementsTest {
    private static final int MOST_STATEMENTS = 14;

    private final TestDatabase database = TestPostgres.database();
    private final Database store = new Database(database.address(), 2);
    private final UuidV7 ids = new UuidV7(InstantSource.system());
    private final Contacts contacts = TestContacts.with(new CustomFields(List.of(), ids, InstantSource.system()), ids);
    private final Caller caller = new Caller(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "test", Set.of());

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void aThousandRowsCostTwoStatementsMoreThanTenForTheyAndTheirChangesAreCopied() {
        take(rows(0, 10, "Oslo"));
        int ofTen = take(rows(5, 15, "Rome"));
        take(rows(100, 600, "Oslo"));
        int ofAThousand = take(rows(100, 1_100, "Rome"));
        assertThat(ofTen).isLessThanOrEqualTo(MOST_STATEMENTS);
        assertThat(ofAThousand).isEqualTo(ofTen + 2);
    }

    /** How many statements it cost. */
    private int take(List<ContactDraft> drafts) {
        return store.write(tx -> {
            List<IntakeOutcome> outcomes =
                    contacts.create(tx, caller, drafts, new IntakeOptions(DedupBehavior.UPDATE, true, true));
            assertThat(outcomes).hasSize(drafts.size()).noneMatch(IntakeOutcome.Rejected.class::isInstance);
            return tx.statements();
        });
    }

    private static List<ContactDraft> rows(int from, int to, String city) {
        List<ContactDraft> drafts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ContactPatch patch = new ContactPatch(
                    null,
                    Map.of(ProfileField.CITY, Optional.of(city)),
                    List.of("bulk"),
                    Map.of(),
                    CompanyChoice.KEEP,
                    false);
            drafts.add(new ContactDraft("p" + i + "@d" + i / 10 + ".com", patch));
        }
        return drafts;
    }
}
