package io.roster.engagement;

import io.roster.changelog.QuietChanges;
import io.roster.db.Row;
import io.roster.db.Sql;
import io.roster.db.Tx;
import io.roster.filter.Activity;
import io.roster.json.Json;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table of what the engine has seen of each contact in sum. Searches look at it: whatever changes it is noted. */
final class ActivityStore {
    private final QuietChanges quiet;

    ActivityStore(QuietChanges quiet) {
        this.quiet = quiet;
    }

    Map<UUID, Activity> find(Tx tx, UUID workspaceId, Collection<UUID> contacts) {
        Map<UUID, Activity> found = new HashMap<>();
        tx.sql("""
                        select contact_id, last_event_at, counts from contact_activity
                        where workspace_id = ? and contact_id = any(?)
                        """).bind(workspaceId).array("uuid", contacts).list(row -> found.put(row.uuid(), read(row)));
        return found;
    }

    void put(Tx tx, UUID workspaceId, Map<UUID, Activity> activities) {
        List<Map.Entry<UUID, Activity>> rows = List.copyOf(activities.entrySet());
        Sql put = tx.sql(QuietChanges.NOTED + """
                insert into contact_activity (workspace_id, contact_id, last_event_at, counts)
                select ?, r.contact_id, r.last_event_at, r.counts::jsonb
                from unnest(?::uuid[], ?::timestamptz[], ?::text[]) as r(contact_id, last_event_at, counts)
                on conflict (workspace_id, contact_id) do update
                set last_event_at = excluded.last_event_at, counts = excluded.counts
                """);
        quiet.bind(put, workspaceId, activities.keySet())
                .bind(workspaceId)
                .array("uuid", rows, Map.Entry::getKey)
                .array("timestamptz", rows, row -> row.getValue().lastEventAt())
                .array("text", rows, row -> Json.write(row.getValue().counts()))
                .update();
    }

    /** Writes the sums of those that have events, after the old ones were erased. */
    void count(Tx tx, UUID workspaceId, Collection<UUID> contacts) {
        tx.sql("""
                        insert into contact_activity (workspace_id, contact_id, last_event_at, counts)
                        select workspace_id, contact_id, max(last), jsonb_object_agg(event_type, events)
                        from (
                            select workspace_id, contact_id, event_type, max(occurred_at) as last, count(*) as events
                            from engagement_event where workspace_id = ? and contact_id = any(?)
                            group by workspace_id, contact_id, event_type
                        ) as by_type
                        group by workspace_id, contact_id
                        """).bind(workspaceId).array("uuid", contacts).update();
    }

    void erase(Tx tx, UUID workspaceId, Collection<UUID> contacts) {
        Sql erase = tx.sql(
                QuietChanges.NOTED + "delete from contact_activity where workspace_id = ? and contact_id = any(?)");
        quiet.bind(erase, workspaceId, contacts)
                .bind(workspaceId)
                .array("uuid", contacts)
                .update();
    }

    private static Activity read(Row row) throws SQLException {
        var last = row.instantOrNull();
        Map<String, Integer> counts = new HashMap<>();
        Json.readObject(row.text()).forEach((type, count) -> {
            if (count instanceof Number number) {
                counts.put(type, number.intValue());
            }
        });
        return new Activity(last, counts);
    }
}
