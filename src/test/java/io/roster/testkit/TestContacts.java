package io.roster.testkit;

import io.roster.changelog.ChangeLog;
import io.roster.company.Companies;
import io.roster.contact.Contacts;
import io.roster.customfield.CustomFields;
import io.roster.enrichment.EnrichmentQueue;
import io.roster.id.UuidV7;
import io.roster.scoring.Scoring;
import io.roster.segment.Segments;
import io.roster.suppression.AddressHashing;
import io.roster.suppression.Screening;
import io.roster.work.Jobs;
import java.time.InstantSource;
import java.util.List;

/** The contacts' verbs without a server around them, for tests that look at the store itself. */
public final class TestContacts {
    private TestContacts() {}

    public static Contacts over(CustomFields fields, UuidV7 ids, InstantSource clock) {
        Jobs jobs = new Jobs(ids, clock);
        return new Contacts(
                new Companies(ids, clock),
                fields,
                new Screening(new AddressHashing(new byte[32]), clock),
                new Scoring(fields, new Segments(fields, ids, clock), jobs, ids),
                new EnrichmentQueue(jobs),
                new ChangeLog(),
                ids,
                clock);
    }

    public static Contacts over(UuidV7 ids, InstantSource clock) {
        return over(new CustomFields(List.of(), ids, clock), ids, clock);
    }
}
