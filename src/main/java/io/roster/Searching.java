package io.roster;

import io.roster.changelog.IndexLog;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.metrics.Metrics;
import io.roster.search.ContactSearch;
import io.roster.search.local.ContactSource;
import io.roster.search.local.NightlyCleaning;
import io.roster.search.local.SearchIndexes;
import io.roster.work.Rounds;
import java.time.Duration;
import java.util.Optional;

/** Searching, with the indexes of this server. */
record Searching(ContactSearch search, SearchIndexes indexes) {
    /** Apart from those of the requests, which hold one while they wait for an index. */
    private static final int CONNECTIONS = 4;

    private static final String FOLDER = "search";
    private static final Duration LOOK = Duration.ofMinutes(1);

    static Searching wire(Opened opened, Essentials made, Changes changes, CustomFields customFields, Metrics metrics) {
        Database database = opened.add(new Database(made.database().address(), CONNECTIONS));
        SearchIndexes indexes = opened.add(new SearchIndexes(
                        made.config().home().resolve(FOLDER),
                        made.config().searchThreshold(),
                        new ContactSource(database, customFields, new IndexLog(database, changes.epoch())),
                        changes.bells(),
                        made.clock()))
                .measure(metrics.registry());
        NightlyCleaning cleaning = new NightlyCleaning(indexes, made.clock());
        opened.add(Rounds.start("search-cleaning", LOOK, () -> {
            cleaning.cleanIfDue();
            return false;
        }));
        return new Searching(new ContactSearch(customFields, Optional.of(indexes), metrics.registry()), indexes);
    }
}
