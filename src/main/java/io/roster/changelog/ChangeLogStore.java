package io.roster.changelog;

import io.roster.db.ColumnType;
import io.roster.db.CopiedRows;
import io.roster.db.Row;
import io.roster.db.Sql;
import io.roster.db.Tx;
import io.roster.json.Json;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The table of the change log, which is read in the order of (position, id). */
final class ChangeLogStore {
    /** As long as deliveries are, once a webhook that fails for five days is disabled. */
    private static final Duration KEPT_FOR_DISABLED = Duration.ofDays(35);

    private static final String COLUMNS = "l.position, l.id, l.contact_id, l.type, l.at, l.actor, l.source, l.changes";

    private static final String WRITTEN = "workspace_id, position, id, contact_id, type, at, actor, source, changes";
    private static final List<ColumnType> TYPES = List.of(
            ColumnType.UUID,
            ColumnType.INT8,
            ColumnType.UUID,
            ColumnType.UUID,
            ColumnType.TEXT,
            ColumnType.TIMESTAMPTZ,
            ColumnType.TEXT,
            ColumnType.TEXT,
            ColumnType.JSONB);

    /** Whether one of the contacts has a change after {@code mine.position}. Bind the workspace, and the contacts. */
    private static final String IS_LATE = """
            exists (select from change_log l
                where l.workspace_id = ? and l.contact_id = any(?) and l.position > mine.position)""";

    /** Bind the workspace, and since when a webhook may have failed that is to hear of changes although disabled. */
    private static final String SUBSCRIPTIONS = """
            coalesce((select array_agg(id || ' ' || status || ' ' || array_to_string(events, ' ')) from webhook
                where workspace_id = ? and (status <> 'disabled' or failing_since > ?)), '{}')""";

    /**
     * What an append has done.
     *
     * @param rows how many there are now more: none when it came too late for one of the contacts
     * @param subscriptions the webhooks of the workspace that are to hear of changes
     */
    record Appended(long rows, List<Subscription> subscriptions) {}

    private final LogEpoch epoch;

    ChangeLogStore(LogEpoch epoch) {
        this.epoch = epoch;
    }

    Appended append(Tx tx, UUID workspaceId, List<Change> changes) {
        return changes.size() < CopiedRows.MANY ? insert(tx, workspaceId, changes) : copy(tx, workspaceId, changes);
    }

    private Appended insert(Tx tx, UUID workspaceId, List<Change> changes) {
        Sql sql = tx.sql("""
                with mine as materialized (select %s as position),
                late as (select from mine where %s),
                logged as (
                    insert into change_log (%s)
                    select ?, mine.position, r.id, r.contact_id, r.type, r.at, r.actor, r.source, r.changes::jsonb
                    from mine, unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
                            ?::text[]) as r(id, contact_id, type, at, actor, source, changes)
                    where not exists (select from late)
                    returning 1)
                select (select count(*) from logged), %s
                """.formatted(LogEpoch.POSITION, IS_LATE, WRITTEN, SUBSCRIPTIONS))
                .bind(epoch.base());
        return bindLate(sql, workspaceId, changes)
                .bind(workspaceId)
                .array("uuid", changes, Change::id)
                .array("uuid", changes, Change::contactId)
                .array("text", changes, change -> change.type().wire())
                .array("timestamptz", changes, Change::at)
                .array("text", changes, change -> change.actor().name())
                .array("text", changes, change -> change.actor().source().wire())
                .array("text", changes, change -> Json.write(change.fields()))
                .bind(workspaceId)
                .bind(changes.getFirst().at().minus(KEPT_FOR_DISABLED))
                .one(row -> new Appended(row.bigint(), subscriptions(row)));
    }

    /** The contacts are locked, so that none of them becomes late after it was looked at. */
    private Appended copy(Tx tx, UUID workspaceId, List<Change> changes) {
        Sql sql = tx.sql("select mine.position, %s, %s from (select %s as position) mine"
                .formatted(IS_LATE, SUBSCRIPTIONS, LogEpoch.POSITION));
        Copying copying = bindLate(sql, workspaceId, changes)
                .bind(workspaceId)
                .bind(changes.getFirst().at().minus(KEPT_FOR_DISABLED))
                .bind(epoch.base())
                .one(row -> new Copying(row.bigint(), row.bool(), subscriptions(row)));
        if (copying.isLate()) {
            return new Appended(0, copying.subscriptions());
        }
        try (CopiedRows rows = new CopiedRows(tx, "change_log", WRITTEN, TYPES)) {
            for (Change change : changes) {
                rows.add(List.of(
                        workspaceId,
                        copying.position(),
                        change.id(),
                        change.contactId(),
                        change.type().wire(),
                        change.at(),
                        change.actor().name(),
                        change.actor().source().wire(),
                        Json.write(change.fields())));
            }
            rows.end();
        }
        return new Appended(changes.size(), copying.subscriptions());
    }

    private record Copying(long position, boolean isLate, List<Subscription> subscriptions) {}

    private static Sql bindLate(Sql sql, UUID workspaceId, List<Change> changes) {
        return sql.bind(workspaceId).array("uuid", changedBefore(changes));
    }

    private static List<UUID> changedBefore(List<Change> changes) {
        return changes.stream()
                .filter(change -> change.type() != Change.Type.CREATED)
                .map(Change::contactId)
                .distinct()
                .toList();
    }

    private static List<Subscription> subscriptions(Row row) throws SQLException {
        List<Subscription> subscriptions = new ArrayList<>();
        for (String text : row.texts()) {
            List<String> words = List.of(text.split(" "));
            subscriptions.add(new Subscription(
                    UUID.fromString(words.getFirst()),
                    words.get(1).equals("disabled"),
                    words.subList(2, words.size())));
        }
        return subscriptions;
    }

    /** Up to {@code limit} of the final rows after {@code place}, in their order. */
    List<LoggedChange> after(Tx tx, UUID workspaceId, FeedPlace place, int limit) {
        Sql sql = tx.sql("select " + COLUMNS + " from change_log l\nwhere l.workspace_id = ?"
                        + " and (l.position, l.id) > (?, ?) and l.position < " + LogEpoch.HORIZON
                        + (place.except() == null
                                ? ""
                                : "\nand (l.position >= ? or not pg_visible_in_snapshot(" + LogEpoch.TRANSACTION
                                        + ", ?::pg_snapshot))")
                        + "\norder by l.position, l.id limit ?")
                .bind(workspaceId)
                .bind(place.after().position())
                .bind(place.after().id())
                .bind(epoch.base());
        if (place.except() != null) {
            sql.bind(place.exceptEnd()).bind(place.except());
        }
        return sql.bind(limit).list(ChangeLogStore::read);
    }

    /** Up to {@code limit} changes of one contact before {@code before}, the newest first. */
    List<LoggedChange> before(Tx tx, UUID workspaceId, UUID contactId, LogPosition before, int limit) {
        return tx.sql("select " + COLUMNS + " from change_log l\nwhere l.workspace_id = ? and l.contact_id = ?"
                        + " and (l.position, l.id) < (?, ?)\norder by l.position desc, l.id desc limit ?")
                .bind(workspaceId)
                .bind(contactId)
                .bind(before.position())
                .bind(before.id())
                .bind(limit)
                .list(ChangeLogStore::read);
    }

    long count(Tx tx, UUID workspaceId, UUID contactId) {
        return tx.sql("select count(*) from change_log where workspace_id = ? and contact_id = ?")
                .bind(workspaceId)
                .bind(contactId)
                .one(Row::bigint);
    }

    Set<UUID> told(Tx tx, UUID workspaceId, String field, Map<UUID, ?> values) {
        List<UUID> contacts = List.copyOf(values.keySet());
        return Set.copyOf(tx.sql("""
                        select wanted.contact_id from unnest(?::uuid[], ?::text[]) as wanted(contact_id, value)
                        cross join lateral (
                            select l.changes -> ?::text -> 'to' as value from change_log l
                            where l.workspace_id = ? and l.contact_id = wanted.contact_id
                                and jsonb_exists(l.changes, ?)
                            order by l.position desc, l.id desc limit 1) last
                        where last.value = wanted.value::jsonb
                        """)
                .array("uuid", contacts)
                .array("text", contacts, contact -> Json.write(Objects.requireNonNull(values.get(contact))))
                .bind(field)
                .bind(workspaceId)
                .bind(field)
                .plannedForMany(contacts.size())
                .list(Row::uuid));
    }

    void forget(Tx tx, UUID workspaceId, UUID contactId) {
        tx.sql("delete from change_log where workspace_id = ? and contact_id = ?")
                .bind(workspaceId)
                .bind(contactId)
                .update();
    }

    private static LoggedChange read(Row row) throws SQLException {
        return new LoggedChange(
                new LogPosition(row.bigint(), row.uuid()),
                row.uuid(),
                row.text(),
                row.instant(),
                row.text(),
                row.text(),
                row.text());
    }
}
