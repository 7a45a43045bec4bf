package io.roster.engagement;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The table of engagement events, which the database itself lets nobody change. */
final class EventStore {
    /** An event with the engine's own name for it. */
    record Named(String externalId, Event event) {}

    private static final String SELECT =
            "select id, contact_id, event_type, occurred_at, source, properties from engagement_event ";

    /** Inserts those whose external id is new, and tells which. In one order, so that batches don't deadlock. */
    Set<String> insert(Tx tx, UUID workspaceId, List<Named> events, Instant now) {
        return new HashSet<>(tx.sql("""
                        insert into engagement_event (workspace_id, id, contact_id, event_type, occurred_at, source,
                            external_id, properties, recorded_at)
                        select ?, r.id, r.contact_id, r.event_type, r.occurred_at, r.source, r.external_id,
                            r.properties::json, ?
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                            as r(id, contact_id, event_type, occurred_at, source, external_id, properties)
                        order by r.external_id
                        on conflict (workspace_id, external_id) do nothing
                        returning external_id
                        """)
                .bind(workspaceId)
                .bind(now)
                .array("uuid", events, it -> it.event().id())
                .array("uuid", events, it -> it.event().contactId())
                .array("text", events, it -> it.event().type().wire())
                .array("timestamptz", events, it -> it.event().occurredAt())
                .array("text", events, it -> it.event().source())
                .array("text", events, Named::externalId)
                .array("text", events, it -> it.event().properties())
                .list(Row::text));
    }

    /** The ids of the events that the engine has these names for. */
    Map<String, UUID> named(Tx tx, UUID workspaceId, Collection<String> externalIds) {
        Map<String, UUID> found = new HashMap<>();
        tx.sql("select external_id, id from engagement_event where workspace_id = ? and external_id = any(?)")
                .bind(workspaceId)
                .array("text", externalIds)
                .list(row -> found.put(row.text(), row.uuid()));
        return found;
    }

    /** The newest first. */
    List<Event> list(Tx tx, UUID workspaceId, EventQuery query) {
        EventQuery.Place after = query.after();
        return tx.sql(SELECT + """
                        where workspace_id = ? and contact_id = ?
                            and (cardinality(?::text[]) = 0 or event_type = any(?))
                            and (?::uuid is null or (occurred_at, id) < (?::timestamptz, ?::uuid))
                        order by occurred_at desc, id desc limit ?
                        """)
                .bind(workspaceId)
                .bind(query.contactId())
                .array("text", wires(query))
                .array("text", wires(query))
                .bind(after == null ? null : after.id())
                .bind(after == null ? null : after.occurredAt())
                .bind(after == null ? null : after.id())
                .bind(query.limit())
                .list(EventStore::read);
    }

    long count(Tx tx, UUID workspaceId, EventQuery query) {
        return tx.sql("""
                        select count(*) from engagement_event
                        where workspace_id = ? and contact_id = ?
                            and (cardinality(?::text[]) = 0 or event_type = any(?))
                        """)
                .bind(workspaceId)
                .bind(query.contactId())
                .array("text", wires(query))
                .array("text", wires(query))
                .one(Row::bigint);
    }

    /** Moves all events of a contact to another, and tells which they were. */
    List<UUID> moveAll(Tx tx, UUID workspaceId, UUID from, UUID to) {
        open(tx, "roster.merge");
        List<UUID> moved = tx.sql("""
                        update engagement_event set contact_id = ? where workspace_id = ? and contact_id = ? returning id
                        """).bind(to).bind(workspaceId).bind(from).list(Row::uuid);
        close(tx, "roster.merge");
        return moved;
    }

    /** Moves those of {@code events} that are {@code from}'s. */
    void move(Tx tx, UUID workspaceId, List<UUID> events, UUID from, UUID to) {
        open(tx, "roster.merge");
        tx.sql("update engagement_event set contact_id = ? where workspace_id = ? and contact_id = ? and id = any(?)")
                .bind(to)
                .bind(workspaceId)
                .bind(from)
                .array("uuid", events)
                .update();
        close(tx, "roster.merge");
    }

    int erase(Tx tx, UUID workspaceId, UUID contactId) {
        open(tx, "roster.erasure");
        int erased = tx.sql("delete from engagement_event where workspace_id = ? and contact_id = ?")
                .bind(workspaceId)
                .bind(contactId)
                .update();
        close(tx, "roster.erasure");
        return erased;
    }

    /** Opens one of the guard's doors, at most until the transaction ends. */
    private static void open(Tx tx, String door) {
        tx.sql("select set_config(?, 'on', true)").bind(door).run();
    }

    private static void close(Tx tx, String door) {
        tx.sql("select set_config(?, 'off', true)").bind(door).run();
    }

    private static List<String> wires(EventQuery query) {
        return query.types().stream().map(EventType::wire).toList();
    }

    private static Event read(Row row) throws SQLException {
        return new Event(
                row.uuid(), row.uuid(), EventType.of(row.text()).orElseThrow(), row.instant(), row.text(), row.text());
    }
}
