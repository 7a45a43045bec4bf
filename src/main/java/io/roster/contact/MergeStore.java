package io.roster.contact;

import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.json.Json;
import io.roster.sequence.EnrollmentStatus;
import io.roster.sequence.Enrollments;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table of what merges have done. */
final class MergeStore {
    void insert(Tx tx, UUID workspaceId, Merge merge) {
        Filling filling = merge.filling();
        tx.sql("""
                insert into contact_merge (workspace_id, id, survivor_id, duplicate_id, merged_at, profile, derived,
                    custom_fields, company_id, tags, events, enrollments, ended)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb)
                """)
                .bind(workspaceId)
                .bind(merge.id())
                .bind(merge.survivorId())
                .bind(merge.duplicateId())
                .bind(merge.mergedAt())
                .bind(Json.write(byName(filling.profile())))
                .array("text", filling.derived(), ProfileField::wire)
                .bind(Json.write(filling.custom()))
                .bind(filling.company())
                .array("text", filling.tags())
                .array("uuid", merge.events())
                .array("uuid", merge.enrollments().moved())
                .bind(Json.write(ended(merge.enrollments())))
                .update();
    }

    /** The merge of a duplicate that has not been undone. */
    Optional<Merge> find(Tx tx, UUID workspaceId, UUID survivorId, UUID duplicateId) {
        return tx.sql("""
                        select id, survivor_id, duplicate_id, merged_at, profile, derived, custom_fields, company_id, tags,
                            events::text[], enrollments::text[], ended
                        from contact_merge
                        where workspace_id = ? and survivor_id = ? and duplicate_id = ? and unmerged_at is null
                        for update
                        """).bind(workspaceId).bind(survivorId).bind(duplicateId).optional(MergeStore::read);
    }

    void undone(Tx tx, UUID workspaceId, UUID id, Instant now) {
        tx.sql("update contact_merge set unmerged_at = ? where workspace_id = ? and id = ?")
                .bind(now)
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    /** Those that were merged into the contact, and those that had been merged into them. */
    List<UUID> allMergedInto(Tx tx, UUID workspaceId, UUID contactId) {
        return tx.sql("""
                        with recursive same (id) as (
                            select ?::uuid
                            union
                            select m.duplicate_id from contact_merge m join same on m.survivor_id = same.id
                            where m.workspace_id = ? and m.unmerged_at is null)
                        select id from same where id <> ? order by id
                        """).bind(contactId).bind(workspaceId).bind(contactId).list(Row::uuid);
    }

    int erase(Tx tx, UUID workspaceId, UUID contactId) {
        return tx.sql("delete from contact_merge where workspace_id = ? and (survivor_id = ? or duplicate_id = ?)")
                .bind(workspaceId)
                .bind(contactId)
                .bind(contactId)
                .update();
    }

    private static Merge read(Row row) throws SQLException {
        UUID id = row.uuid();
        UUID survivor = row.uuid();
        UUID duplicate = row.uuid();
        Instant at = row.instant();
        Map<ProfileField, String> profile = new EnumMap<>(ProfileField.class);
        Json.readObject(row.text())
                .forEach((name, value) ->
                        ProfileField.of(name).ifPresent(field -> profile.put(field, value.toString())));
        Set<ProfileField> derived = EnumSet.noneOf(ProfileField.class);
        row.texts().forEach(name -> ProfileField.of(name).ifPresent(derived::add));
        Filling filling = new Filling(profile, derived, Json.readObject(row.text()), row.uuidOrNull(), row.texts());
        List<UUID> events = uuids(row);
        List<UUID> enrollments = uuids(row);
        Map<UUID, EnrollmentStatus> ended = new LinkedHashMap<>();
        Json.readObject(row.text())
                .forEach((enrollment, status) ->
                        ended.put(UUID.fromString(enrollment), EnrollmentStatus.of(status.toString())));
        return new Merge(id, survivor, duplicate, at, filling, events, new Enrollments.Moved(enrollments, ended));
    }

    private static List<UUID> uuids(Row row) throws SQLException {
        return row.texts().stream().map(UUID::fromString).toList();
    }

    private static Map<String, String> byName(Map<ProfileField, String> profile) {
        Map<String, String> byName = new LinkedHashMap<>();
        profile.forEach((field, value) -> byName.put(field.wire(), value));
        return byName;
    }

    private static Map<String, String> ended(Enrollments.Moved moved) {
        Map<String, String> ended = new LinkedHashMap<>();
        moved.ended().forEach((id, status) -> ended.put(id.toString(), status.wire()));
        return ended;
    }
}
