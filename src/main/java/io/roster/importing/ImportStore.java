package io.roster.importing;

import io.roster.access.Window;
import io.roster.contact.DedupBehavior;
import io.roster.contact.IntakeOptions;
import io.roster.csv.TextEncoding;
import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.json.Json;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The import table. */
final class ImportStore {
    private static final String SELECT = """
            select id, file_name, encoding, delimiter, mapping, tag_separator, dedup_behavior, trigger_scoring,
                trigger_enrichment, dry_run, status, header, targets, total_rows,
                created, updated, unchanged, skipped, rejected,
                error_code, error_message, created_at, started_at, finished_at
            from import
            """;

    void insert(Tx tx, UUID workspaceId, Import made) {
        ColumnMapping mapping = made.mapping();
        tx.sql("""
                insert into import (workspace_id, id, file_name, encoding, delimiter, mapping, tag_separator,
                    dedup_behavior, trigger_scoring, trigger_enrichment, dry_run, status,
                    processed_rows, created, updated, unchanged, skipped, rejected, created_at)
                values (?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, ?)
                """)
                .bind(workspaceId)
                .bind(made.id())
                .bind(made.upload().fileName())
                .bind(made.upload().encoding().wire())
                .bind(String.valueOf(made.upload().delimiter()))
                .bind(mapping == null ? null : Json.write(mapping.columns()))
                .bind(String.valueOf(mapping == null ? ColumnMapping.USUAL_SEPARATOR : mapping.tagSeparator()))
                .bind(made.options().dedup().name().toLowerCase(Locale.ROOT))
                .bind(made.options().triggerScoring())
                .bind(made.options().triggerEnrichment())
                .bind(made.isDryRun())
                .bind(made.status().wire())
                .bind(made.createdAt())
                .update();
    }

    Optional<Import> find(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + "where workspace_id = ? and id = ?")
                .bind(workspaceId)
                .bind(id)
                .optional(ImportStore::read);
    }

    /** The import, held until the transaction ends, so that it isn't cancelled within a batch. */
    Optional<Import> lock(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + "where workspace_id = ? and id = ? for update")
                .bind(workspaceId)
                .bind(id)
                .optional(ImportStore::read);
    }

    /** The newest first, one beyond the window to tell whether more follow. */
    List<Import> list(Tx tx, UUID workspaceId, Window window) {
        return tx.sql(SELECT + "where workspace_id = ? and (?::uuid is null or id < ?) order by id desc limit ?")
                .bind(workspaceId)
                .bind(window.after())
                .bind(window.after())
                .bind(window.size() + 1)
                .list(ImportStore::read);
    }

    long count(Tx tx, UUID workspaceId) {
        return tx.sql("select count(*) from import where workspace_id = ?")
                .bind(workspaceId)
                .one(Row::bigint);
    }

    void begin(Tx tx, UUID workspaceId, UUID id, Instant now) {
        tx.sql("""
                update import set status = 'running', started_at = coalesce(started_at, ?)
                where workspace_id = ? and id = ?
                """).bind(now).bind(workspaceId).bind(id).update();
    }

    void counted(Tx tx, UUID workspaceId, UUID id, int rows) {
        tx.sql("update import set total_rows = ? where workspace_id = ? and id = ?")
                .bind(rows)
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    void surveyed(Tx tx, UUID workspaceId, UUID id, Columns columns, int rows) {
        tx.sql("""
                update import set header = ?::json, targets = ?::json, total_rows = ?
                where workspace_id = ? and id = ?
                """)
                .bind(Json.write(columns.header()))
                .bind(Json.write(columns.targets()))
                .bind(rows)
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    void advance(Tx tx, UUID workspaceId, UUID id, Counts counts) {
        tx.sql("""
                update import set processed_rows = ?, created = ?, updated = ?, unchanged = ?, skipped = ?, rejected = ?
                where workspace_id = ? and id = ?
                """)
                .bind(counts.processed())
                .bind(counts.created())
                .bind(counts.updated())
                .bind(counts.unchanged())
                .bind(counts.skipped())
                .bind(counts.rejected())
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    void end(Tx tx, UUID workspaceId, UUID id, Import.Status status, Import.@Nullable Fault error, Instant now) {
        tx.sql("""
                update import set status = ?, error_code = ?, error_message = ?, finished_at = ?,
                    total_rows = case when targets is null then null else total_rows end
                where workspace_id = ? and id = ?
                """)
                .bind(status.wire())
                .bind(error == null ? null : error.code())
                .bind(error == null ? null : error.message())
                .bind(now)
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    private static Import read(Row row) throws SQLException {
        UUID id = row.uuid();
        Import.Upload upload = new Import.Upload(
                id, row.text(), TextEncoding.of(row.text()), row.text().charAt(0));
        String mapping = row.textOrNull();
        char separator = row.text().charAt(0);
        return new Import(
                id,
                upload,
                mapping == null ? null : new ColumnMapping(texts(mapping), separator),
                options(row),
                row.bool(),
                Import.Status.of(row.text()),
                columns(row.textOrNull(), row.textOrNull(), separator),
                row.integerOrNull(),
                new Counts(row.integer(), row.integer(), row.integer(), row.integer(), row.integer()),
                fault(row.textOrNull(), row.textOrNull()),
                row.instant(),
                row.instantOrNull(),
                row.instantOrNull());
    }

    private static IntakeOptions options(Row row) throws SQLException {
        return new IntakeOptions(DedupBehavior.valueOf(row.text().toUpperCase(Locale.ROOT)), row.bool(), row.bool());
    }

    private static @Nullable Columns columns(@Nullable String header, @Nullable String targets, char separator) {
        return header == null || targets == null
                ? null
                : new Columns(Json.readTexts(header), Json.readTexts(targets), separator);
    }

    private static Import.@Nullable Fault fault(@Nullable String code, @Nullable String message) {
        return code == null || message == null ? null : new Import.Fault(code, message);
    }

    /** An object of texts, in its order. */
    static Map<String, String> texts(String json) {
        Map<String, String> texts = new LinkedHashMap<>();
        Json.readObject(json).forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }
}
