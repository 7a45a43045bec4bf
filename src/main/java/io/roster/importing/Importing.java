package io.roster.importing;

import io.roster.contact.Contacts;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import io.roster.work.Jobs;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** All that belongs to importing files, but the work itself. */
public record Importing(Imports imports, Uploads uploads, Previews previews, FieldMappings mappings) {
    public static Importing of(
            Database database,
            Contacts contacts,
            CustomFields customFields,
            Jobs jobs,
            UuidV7 ids,
            InstantSource clock) {
        return new Importing(
                new Imports(jobs, clock),
                new Uploads(database, ids, clock),
                new Previews(contacts, customFields),
                new FieldMappings(ids));
    }

    /**
     * The work itself.
     *
     * @param codes the code by which a rejected row's failure goes in the API
     * @param grown told of each workspace that an import has added to
     */
    public ImportWork work(
            CustomFields customFields,
            Contacts contacts,
            Function<Failure, String> codes,
            Consumer<UUID> grown,
            Restraint restraint,
            InstantSource clock) {
        return new ImportWork(
                uploads, customFields, new ImportBatches(contacts, customFields, codes), grown, restraint, clock);
    }
}
