package io.roster.api.nimbus;

import io.roster.access.Listing;
import io.roster.api.http.Call;
import io.roster.api.http.DryRun;
import io.roster.api.http.JsonOut;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.csv.CsvWriter;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.IdKind;
import io.roster.importing.ColumnMapping;
import io.roster.importing.FieldMappings;
import io.roster.importing.Import;
import io.roster.importing.Importing;
import io.roster.importing.Imports;
import io.roster.importing.RejectedRow;
import io.roster.importing.Uploads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The NimbusOS import endpoints. */
final class NimbusImports {
    private static final String LIST = "imports";
    private static final int PAGE = 500;

    private final Database database;
    private final Imports imports;
    private final Uploads uploads;
    private final FieldMappings mappings;
    private final PageTokens tokens;

    NimbusImports(Database database, Importing importing, PageTokens tokens) {
        this.database = database;
        this.imports = importing.imports();
        this.uploads = importing.uploads();
        this.mappings = importing.mappings();
        this.tokens = tokens;
    }

    /** The file is stored while it comes; the import is made when all of the body is there. */
    Reply create(Call call) {
        call.query().allowOnly(Set.of(DryRun.PARAMETER));
        DryRun dryRun = DryRun.of(call.query());
        UUID workspaceId = call.caller().workspaceId();
        NimbusUpload<Import.Upload> upload = NimbusUpload.of(
                call,
                (fileName, content) -> uploads.receive(workspaceId, fileName, content),
                file -> uploads.discard(workspaceId, file.importId()));
        try {
            return dryRun.mark(call.write(tx -> {
                ColumnMapping mapping = upload.mappingId()
                        .map(id -> mappings.get(tx, workspaceId, id).mapping())
                        .orElse(null);
                return reply(
                        202,
                        imports.start(tx, workspaceId, upload.file(), mapping, upload.options(), dryRun.isAsked()));
            }));
        } catch (Refusal e) {
            uploads.discard(workspaceId, upload.file().importId());
            throw e;
        }
    }

    Reply list(Call call) {
        call.query().allowOnly(Set.of("page_size", "cursor"));
        NimbusWindow window = NimbusWindow.of(call, LIST, tokens);
        Listing<Import> listing = database.read(tx -> imports.list(tx, window.workspaceId(), window.window()));
        return window.reply(listing, NimbusImports::write, Import::id);
    }

    Reply get(Call call) {
        call.query().allowOnly(Set.of());
        return reply(200, find(call));
    }

    Reply cancel(Call call) {
        call.query().allowOnly(Set.of());
        return call.write(tx -> reply(200, imports.cancel(tx, call.caller().workspaceId(), importId(call))));
    }

    /** The rejected rows as a file that can be mended and imported again. */
    Reply errors(Call call) {
        call.query().allowOnly(Set.of());
        Import found = find(call);
        UUID workspaceId = call.caller().workspaceId();
        String fileName = IdKind.IMPORT.format(found.id()) + "-errors.csv";
        return Reply.stream(200, "text/csv; charset=utf-8", out -> writeErrors(out, workspaceId, found))
                .with("Content-Disposition", "attachment; filename=\"%s\"".formatted(fileName));
    }

    private void writeErrors(OutputStream out, UUID workspaceId, Import found) throws IOException {
        CsvWriter csv = new CsvWriter();
        List<String> header = new ArrayList<>(List.of("row", "code", "message", "field"));
        header.addAll(found.columns() == null ? List.of() : found.columns().header());
        csv.row(header);
        int after = 0;
        List<RejectedRow> rows;
        do {
            int from = after;
            rows = database.read(tx -> imports.rejected(tx, workspaceId, found.id(), from, PAGE));
            for (RejectedRow row : rows) {
                csv.row(cells(row));
                after = row.row();
            }
            out.write(csv.take().getBytes(StandardCharsets.UTF_8));
        } while (rows.size() == PAGE);
    }

    private static List<String> cells(RejectedRow row) {
        List<String> cells = new ArrayList<>();
        cells.add(String.valueOf(row.row()));
        cells.add(row.code());
        cells.add(row.message());
        cells.add(row.field() == null ? "" : row.field());
        cells.addAll(row.cells());
        return cells;
    }

    private Import find(Call call) {
        return database.read(tx -> imports.get(tx, call.caller().workspaceId(), importId(call)));
    }

    private static UUID importId(Call call) {
        return IdKind.IMPORT.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Import"));
    }

    private static Reply reply(int status, Import it) {
        Reply reply = Reply.json(status, JsonOut.write(out -> write(out, it)));
        return status == 202 ? reply.with("Location", "/api/v1/imports/" + IdKind.IMPORT.format(it.id()) + "/") : reply;
    }

    private static void write(JsonOut out, Import it) {
        out.object(fields -> {
            fields.text("id", IdKind.IMPORT.format(it.id()));
            fields.text("status", it.status().wire());
            fields.text("file_name", it.upload().fileName());
            fields.integer("total_rows", it.totalRows());
            fields.integer("processed_rows", it.counts().processed());
            fields.integer("created", it.counts().created());
            fields.integer("updated", it.counts().updated());
            fields.integer("unchanged", it.counts().unchanged());
            fields.integer("skipped", it.counts().skipped());
            fields.integer("rejected", it.counts().rejected());
            error(fields, it);
            fields.instant("created_at", it.createdAt());
            fields.instant("started_at", it.startedAt());
            fields.instant("finished_at", it.finishedAt());
        });
    }

    private static void error(JsonOut out, Import it) {
        Import.Fault fault = it.error();
        if (fault == null) {
            out.nothing("error");
        } else {
            out.object(
                    "error",
                    error -> error.text("code", fault.code())
                            .text("message", fault.message())
                            .nothing("field"));
        }
    }
}
