package io.roster.enrichment;

import io.roster.db.Tx;
import io.roster.work.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where contacts wait to be enriched; they are put there in the transaction that takes them in. */
public final class EnrichmentQueue {
    static final String KIND = "enrich";
    static final String CONTACTS = "contacts";
    static final String OVERWRITE = "overwrite";

    private static final int MOST_IN_A_JOB = 50;

    private final Jobs jobs;

    public EnrichmentQueue(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * Puts contacts at the end of the queue.
     *
     * @param overwrite whether what is found may replace what a person entered
     */
    public void add(Tx tx, UUID workspaceId, List<UUID> contacts, boolean overwrite) {
        List<Map<String, Object>> payloads = new ArrayList<>();
        for (int from = 0; from < contacts.size(); from += MOST_IN_A_JOB) {
            List<String> some = contacts.subList(from, Math.min(from + MOST_IN_A_JOB, contacts.size())).stream()
                    .map(UUID::toString)
                    .toList();
            payloads.add(Map.of(CONTACTS, some, OVERWRITE, overwrite));
        }
        jobs.queue(tx, workspaceId, KIND, payloads);
    }
}
