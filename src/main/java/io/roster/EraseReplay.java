package io.roster;

import io.roster.access.Caller;
import io.roster.access.ServiceSecrets;
import io.roster.api.nimbus.NimbusDialect;
import io.roster.changelog.Bells;
import io.roster.changelog.ChangeLog;
import io.roster.changelog.LogEpoch;
import io.roster.company.Companies;
import io.roster.contact.Contacts;
import io.roster.contact.Merges;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.engagement.Outreach;
import io.roster.enrichment.EnrichmentQueue;
import io.roster.erasure.Erasure;
import io.roster.erasure.ErasureSteps;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.UuidV7;
import io.roster.idempotency.StoredAnswers;
import io.roster.importing.Imports;
import io.roster.scoring.Scoring;
import io.roster.segment.Segments;
import io.roster.suppression.AddressHashing;
import io.roster.suppression.GlobalContacts;
import io.roster.suppression.Screening;
import io.roster.suppression.Suppressions;
import io.roster.work.Jobs;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Erases persons anew whom a restored backup has brought back, without a server. */
final class EraseReplay implements AutoCloseable {
    private static final UUID NO_KEY = new UUID(0, 0);

    private final Opened opened = new Opened();
    private final Database database;
    private final Erasure erasure;

    EraseReplay(Config config) {
        try {
            InstantSource clock = Clock.systemUTC();
            database = Offline.database(config, opened);
            erasure = erasure(database, new UuidV7(clock), clock);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Erases those of {@code contacts} that are there, and tells how many. */
    int erase(UUID workspaceId, List<UUID> contacts) {
        Caller caller = new Caller(workspaceId, NO_KEY, NO_KEY, "erase-replay", Set.of());
        int erased = 0;
        for (UUID contact : contacts) {
            try {
                database.write(tx -> erasure.erase(tx, caller, contact, "erased before, and restored"));
                erased++;
            } catch (Refusal refusal) {
                if (!(refusal.failure() instanceof Failure.NotFound)) {
                    throw refusal;
                }
            }
        }
        return erased;
    }

    private static Erasure erasure(Database database, UuidV7 ids, InstantSource clock) {
        AddressHashing hashing = new AddressHashing(
                new ServiceSecrets(database, new SecureRandom(), clock).secret(Roster.ADDRESS_SECRET, 32));
        Screening screening = new Screening(hashing, clock);
        Suppressions suppressions = new Suppressions(hashing, ids, clock);
        GlobalContacts globalContacts = new GlobalContacts(hashing, ids, clock);
        CustomFields customFields = new CustomFields(List.of(), ids, clock);
        Segments segments = new Segments(customFields, ids, clock);
        Jobs jobs = new Jobs(ids, clock);
        ChangeLog changeLog = new ChangeLog(LogEpoch.of(database), ids, new Bells());
        Contacts contacts = new Contacts(
                new Companies(ids, clock),
                customFields,
                screening,
                new Scoring(customFields, segments, jobs, ids),
                new EnrichmentQueue(jobs),
                changeLog,
                NimbusDialect::contactObject,
                ids,
                clock);
        Outreach outreach =
                Outreach.of(contacts, customFields, segments, screening, suppressions, globalContacts, ids, clock);
        Merges merges = new Merges(contacts, outreach, ids, clock);
        ErasureSteps steps = new ErasureSteps(
                contacts,
                merges,
                outreach,
                changeLog,
                new StoredAnswers(database, clock),
                new Imports(jobs, clock),
                screening,
                suppressions,
                globalContacts,
                ids,
                clock);
        return new Erasure(contacts, merges, steps.all(), hashing, ids, clock);
    }

    @Override
    public void close() {
        opened.close();
    }
}
