package io.roster.work;

import io.roster.db.Tx;
import io.roster.id.UuidV7;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Background work as those see it who want it done: it is queued in the transaction of its cause. */
public final class Jobs {
    private final JobStore store = new JobStore();
    private final UuidV7 ids;
    private final InstantSource clock;

    public Jobs(UuidV7 ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public Job queue(Tx tx, UUID workspaceId, String kind, Map<String, Object> payload) {
        return queue(tx, workspaceId, kind, List.of(payload)).getFirst();
    }

    /** Queues a job for each of {@code payloads}, in one statement. */
    public List<Job> queue(Tx tx, UUID workspaceId, String kind, List<Map<String, Object>> payloads) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Job> jobs = new ArrayList<>();
        for (Map<String, Object> payload : payloads) {
            jobs.add(new Job(ids.next(), workspaceId, kind, payload, Map.of(), 0, null, now, null, null));
        }
        if (!jobs.isEmpty()) {
            store.insert(tx, jobs);
        }
        return jobs;
    }

    /** The workspace's job of this kind and id; it is known for 30 days after its end. */
    public Optional<Job> find(Tx tx, UUID workspaceId, String kind, UUID id) {
        return store.find(tx, workspaceId, kind, id);
    }
}
