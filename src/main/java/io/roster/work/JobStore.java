package io.roster.work;

import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.json.Json;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The job table. A lease lasts 10 seconds: with the next look for work, a dead server's job is taken over within 15. */
final class JobStore {
    private static final String COLUMNS =
            "id, workspace_id, kind, payload, progress, failures, error, created_at, started_at, finished_at";

    void insert(Tx tx, List<Job> jobs) {
        tx.sql("""
                insert into job (id, workspace_id, kind, payload, progress, due_at, failures, created_at)
                select id, workspace_id, kind, payload::jsonb, '{}', created_at, 0, created_at
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                    as r (id, workspace_id, kind, payload, created_at)
                """)
                .array("uuid", jobs, Job::id)
                .array("uuid", jobs, Job::workspaceId)
                .array("text", jobs, Job::kind)
                .array("text", jobs, job -> Json.write(job.payload()))
                .array("timestamptz", jobs, Job::createdAt)
                .update();
    }

    Optional<Job> find(Tx tx, UUID workspaceId, String kind, UUID id) {
        return tx.sql("select " + COLUMNS + " from job where id = ? and workspace_id = ? and kind = ?")
                .bind(id)
                .bind(workspaceId)
                .bind(kind)
                .optional(JobStore::read);
    }

    /** Claims the job of these kinds that is due the longest, and that no living server works at. */
    Optional<Job> claim(Tx tx, Collection<String> kinds, UUID claim) {
        return tx.sql("""
                        update job set claim = ?, lease_until = clock_timestamp() + interval '10 seconds',
                            started_at = coalesce(started_at, date_trunc('milliseconds', clock_timestamp()))
                        where id = (
                            select id from job
                            where finished_at is null and kind = any(?) and due_at <= clock_timestamp()
                                and (claim is null or lease_until < clock_timestamp())
                            order by due_at limit 1 for update skip locked)
                        returning
                        """ + COLUMNS).bind(claim).array("text", kinds).optional(JobStore::read);
    }

    /** Renews the leases of those that are in no step at this moment: a step renews its own. */
    void renew(Tx tx, Collection<UUID> claims) {
        tx.sql("""
                update job set lease_until = clock_timestamp() + interval '10 seconds'
                where id in (
                    select id from job where claim = any(?) and finished_at is null for update skip locked)
                """).array("uuid", claims).update();
    }

    /** Locks the job for a step, unless it is another's by now. */
    boolean hold(Tx tx, UUID id, UUID claim) {
        return tx.sql("""
                        update job set lease_until = clock_timestamp() + interval '10 seconds'
                        where id = ? and claim = ? and finished_at is null
                        """).bind(id).bind(claim).update() == 1;
    }

    void advance(Tx tx, UUID id, Map<String, Object> progress) {
        tx.sql("update job set progress = ?::jsonb, failures = 0 where id = ?")
                .bind(Json.write(progress))
                .bind(id)
                .update();
    }

    void finish(Tx tx, UUID id, UUID claim) {
        tx.sql("""
                update job set finished_at = date_trunc('milliseconds', clock_timestamp()), claim = null
                where id = ? and claim = ?
                """).bind(id).bind(claim).update();
    }

    /** False when it is another's by now. */
    boolean giveUp(Tx tx, UUID id, UUID claim, String error) {
        return tx.sql("""
                        update job set finished_at = date_trunc('milliseconds', clock_timestamp()), claim = null, error = ?
                        where id = ? and claim = ?
                        """).bind(error).bind(id).bind(claim).update() == 1;
    }

    void putOff(Tx tx, UUID id, UUID claim, int failures, long seconds) {
        tx.sql("""
                update job set claim = null, lease_until = null, failures = ?,
                    due_at = clock_timestamp() + ? * interval '1 second'
                where id = ? and claim = ?
                """).bind(failures).bind(seconds).bind(id).bind(claim).update();
    }

    void release(Tx tx, UUID id, UUID claim) {
        tx.sql("update job set claim = null, lease_until = null where id = ? and claim = ?")
                .bind(id)
                .bind(claim)
                .update();
    }

    void deleteFinishedBefore(Tx tx, Instant then) {
        tx.sql("delete from job where finished_at < ?").bind(then).update();
    }

    private static Job read(Row row) throws SQLException {
        return new Job(
                row.uuid(),
                row.uuid(),
                row.text(),
                Json.readObject(row.text()),
                Json.readObject(row.text()),
                row.integer(),
                row.textOrNull(),
                row.instant(),
                row.instantOrNull(),
                row.instantOrNull());
    }
}
