package io.roster.testkit;

import io.roster.changelog.Bells;
import io.roster.changelog.ChangeLog;
import io.roster.changelog.LogEpoch;
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

/** The contacts feature wired without a server, for tests of what a server does not show. */
public final class TestContacts {
    private TestContacts() {}

    public static Contacts with(CustomFields customFields, UuidV7 ids) {
        InstantSource clock = InstantSource.system();
        Jobs jobs = new Jobs(ids, clock);
        return new Contacts(
                new Companies(ids, clock),
                customFields,
                new Screening(new AddressHashing(new byte[32]), clock),
                new Scoring(
                        customFields,
                        new Segments(customFields, ids, clock, (tx, workspaceId, changed) -> {}),
                        jobs,
                        ids),
                new EnrichmentQueue(jobs),
                new ChangeLog(new LogEpoch(0), ids, new Bells()),
                contact -> "{}",
                ids,
                clock);
    }
}
