package io.roster.scoring;

import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.filter.Activity;
import io.roster.json.Json;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The scoring table, and what the engine has seen of contacts. */
final class ScoringStore {
    /** What is stored of the models; null is the default. */
    record Stored(
            UUID version,
            @Nullable ScoringModel scoring,
            @Nullable IcpModel icp) {}

    private record Seen(UUID contactId, Activity activity) {}

    /**
     * The version of the workspace's models; empty when it has the defaults. The transaction gets its number by the same
     * statement, so that a recompute can wait for those that read an older version.
     */
    Optional<UUID> version(Tx tx, UUID workspaceId) {
        return tx.sql("""
                        select (select version from scoring where workspace_id = ?), pg_current_xact_id()
                        """).bind(workspaceId).one(row -> Optional.ofNullable(row.uuidOrNull()));
    }

    Optional<Stored> find(Tx tx, UUID workspaceId) {
        return tx.sql("select version, scoring_model, icp_model from scoring where workspace_id = ?")
                .bind(workspaceId)
                .optional(ScoringStore::read);
    }

    void putScoring(Tx tx, UUID workspaceId, UUID version, ScoringModel model) {
        tx.sql("""
                insert into scoring (workspace_id, version, scoring_model) values (?, ?, ?::jsonb)
                on conflict (workspace_id) do update set version = excluded.version, scoring_model = excluded.scoring_model
                """).bind(workspaceId).bind(version).bind(ModelJson.write(model)).update();
    }

    void putIcp(Tx tx, UUID workspaceId, UUID version, IcpModel model) {
        tx.sql("""
                insert into scoring (workspace_id, version, icp_model) values (?, ?, ?::jsonb)
                on conflict (workspace_id) do update set version = excluded.version, icp_model = excluded.icp_model
                """).bind(workspaceId).bind(version).bind(ModelJson.write(model)).update();
    }

    /** The first model with a condition on the custom field. */
    Optional<String> userOf(Tx tx, UUID workspaceId, String field) {
        return tx.sql("""
                select name from (
                    select 'scoring model' as name, jsonb_array_elements(scoring_model -> 'rules') as line
                    from scoring where workspace_id = ?
                    union all
                    select 'ICP model', jsonb_array_elements(icp_model -> 'tiers') from scoring where workspace_id = ?
                ) as part
                where line -> 'filters' @> jsonb_build_array(jsonb_build_object('field', ?::text)) limit 1
                """).bind(workspaceId).bind(workspaceId).bind(field).optional(Row::text);
    }

    /** What the engine has seen of these contacts; of the others it has seen nothing. */
    Map<UUID, Activity> activities(Tx tx, UUID workspaceId, Collection<UUID> contacts) {
        Map<UUID, Activity> activities = new HashMap<>();
        tx.sql("""
                        select contact_id, last_event_at, counts from contact_activity
                        where workspace_id = ? and contact_id = any(?)
                        """)
                .bind(workspaceId)
                .array("uuid", contacts)
                .plannedForMany(contacts.size())
                .list(ScoringStore::seen)
                .forEach(seen -> activities.put(seen.contactId(), seen.activity()));
        return activities;
    }

    private static Seen seen(Row row) throws SQLException {
        UUID contactId = row.uuid();
        Instant last = row.instantOrNull();
        Map<String, Integer> counts = new HashMap<>();
        Json.readObject(row.text()).forEach((type, count) -> {
            if (count instanceof Number number) {
                counts.put(type, number.intValue());
            }
        });
        return new Seen(contactId, new Activity(last, counts));
    }

    private static Stored read(Row row) throws SQLException {
        UUID version = row.uuid();
        String scoring = row.textOrNull();
        String icp = row.textOrNull();
        return new Stored(
                version,
                scoring == null ? null : ModelJson.readScoring(scoring),
                icp == null ? null : ModelJson.readIcp(icp));
    }
}
