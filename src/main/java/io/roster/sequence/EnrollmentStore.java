package io.roster.sequence;

import io.roster.access.Window;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table of enrollments. */
final class EnrollmentStore {
    private static final String SELECT = """
            select e.id, e.sequence_id, s.name, e.contact_id, e.status, e.current_step, e.enrolled_at, e.updated_at
            from enrollment e join sequence s on s.workspace_id = e.workspace_id and s.id = e.sequence_id
            where e.workspace_id = ?
            """;

    Optional<Enrollment> lock(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + " and e.id = ? for update of e")
                .bind(workspaceId)
                .bind(id)
                .optional(EnrollmentStore::read);
    }

    /** The newest first, one beyond the window to tell whether more follow. */
    List<Enrollment> ofContact(Tx tx, UUID workspaceId, UUID contactId, Window window) {
        return tx.sql(SELECT + " and e.contact_id = ? and (?::uuid is null or e.id < ?) order by e.id desc limit ?")
                .bind(workspaceId)
                .bind(contactId)
                .bind(window.after())
                .bind(window.after())
                .bind(window.size() + 1)
                .list(EnrollmentStore::read);
    }

    long countOfContact(Tx tx, UUID workspaceId, UUID contactId) {
        return tx.sql("select count(*) from enrollment where workspace_id = ? and contact_id = ?")
                .bind(workspaceId)
                .bind(contactId)
                .one(Row::bigint);
    }

    Map<EnrollmentStatus, Long> counts(Tx tx, UUID workspaceId, UUID sequenceId) {
        Map<EnrollmentStatus, Long> counts = new EnumMap<>(EnrollmentStatus.class);
        tx.sql("select status, count(*) from enrollment where workspace_id = ? and sequence_id = ? group by status")
                .bind(workspaceId)
                .bind(sequenceId)
                .list(row -> counts.put(EnrollmentStatus.of(row.text()), row.bigint()));
        return counts;
    }

    /** Inserts those whose contact is not in the sequence at the moment, and tells which. */
    Set<UUID> insert(Tx tx, UUID workspaceId, UUID sequenceId, Map<UUID, UUID> idsByContact, Instant now) {
        List<Map.Entry<UUID, UUID>> rows = List.copyOf(idsByContact.entrySet());
        return new HashSet<>(tx.sql("""
                        insert into enrollment (workspace_id, id, sequence_id, contact_id, status, current_step,
                            enrolled_at, updated_at)
                        select ?, r.id, ?, r.contact_id, 'active', 0, ?::timestamptz, ?::timestamptz
                        from unnest(?::uuid[], ?::uuid[]) as r(id, contact_id) order by r.contact_id
                        on conflict (workspace_id, sequence_id, contact_id) where status in ('active', 'paused') do nothing
                        returning id
                        """)
                .bind(workspaceId)
                .bind(sequenceId)
                .bind(now)
                .bind(now)
                .array("uuid", rows, Map.Entry::getValue)
                .array("uuid", rows, Map.Entry::getKey)
                .list(Row::uuid));
    }

    /** Ends what is open of contacts, each with its status. */
    void endOfContacts(Tx tx, UUID workspaceId, Map<UUID, EnrollmentStatus> ends, Instant now) {
        List<Map.Entry<UUID, EnrollmentStatus>> rows = List.copyOf(ends.entrySet());
        tx.sql("""
                        update enrollment e set status = r.status, updated_at = ?
                        from unnest(?::uuid[], ?::text[]) as r(contact_id, status)
                        where e.workspace_id = ? and e.contact_id = r.contact_id and e.status in ('active', 'paused')
                        """)
                .bind(now)
                .array("uuid", rows, Map.Entry::getKey)
                .array("text", rows, row -> row.getValue().wire())
                .bind(workspaceId)
                .update();
    }

    void endOfSequence(Tx tx, UUID workspaceId, UUID sequenceId, Instant now) {
        tx.sql("""
                update enrollment set status = 'removed', updated_at = ?
                where workspace_id = ? and sequence_id = ? and status in ('active', 'paused')
                """).bind(now).bind(workspaceId).bind(sequenceId).update();
    }

    void status(Tx tx, UUID workspaceId, UUID id, EnrollmentStatus status, Instant now) {
        tx.sql("update enrollment set status = ?, updated_at = ? where workspace_id = ? and id = ?")
                .bind(status.wire())
                .bind(now)
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    /** All of a contact's, locked. */
    List<Enrollment> lockOfContact(Tx tx, UUID workspaceId, UUID contactId) {
        return tx.sql(SELECT + " and e.contact_id = ? order by e.id for update of e")
                .bind(workspaceId)
                .bind(contactId)
                .list(EnrollmentStore::read);
    }

    void move(Tx tx, UUID workspaceId, List<UUID> ids, UUID to) {
        tx.sql("update enrollment set contact_id = ? where workspace_id = ? and id = any(?)")
                .bind(to)
                .bind(workspaceId)
                .array("uuid", new ArrayList<>(ids))
                .update();
    }

    int erase(Tx tx, UUID workspaceId, UUID contactId) {
        return tx.sql("delete from enrollment where workspace_id = ? and contact_id = ?")
                .bind(workspaceId)
                .bind(contactId)
                .update();
    }

    private static Enrollment read(Row row) throws SQLException {
        return new Enrollment(
                row.uuid(),
                row.uuid(),
                row.text(),
                row.uuid(),
                EnrollmentStatus.of(row.text()),
                row.integer(),
                row.instant(),
                row.instant());
    }
}
