package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.contact.Contact;
import io.roster.contact.IntakeOutcome;
import io.roster.failure.Failure;
import io.roster.importing.ColumnMapping;
import io.roster.importing.FieldMappings;
import io.roster.importing.Importing;
import io.roster.importing.Preview;
import io.roster.importing.Previews;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The NimbusOS endpoint that shows what an import would do. */
final class NimbusPreview {
    private final Previews previews;
    private final FieldMappings mappings;

    NimbusPreview(Importing importing) {
        this.previews = importing.previews();
        this.mappings = importing.mappings();
    }

    Reply preview(Call call) {
        call.query().allowOnly(Set.of());
        NimbusUpload<Previews.Sample> upload =
                NimbusUpload.of(call, (fileName, content) -> previews.sample(content), sample -> {});
        UUID workspaceId = call.caller().workspaceId();
        return call.write(tx -> {
            ColumnMapping mapping = upload.mappingId()
                    .map(id -> mappings.get(tx, workspaceId, id).mapping())
                    .orElse(null);
            Preview preview = previews.of(tx, call.caller(), upload.file(), mapping, upload.options());
            return Reply.json(200, JsonOut.write(out -> write(out, preview)));
        });
    }

    private static void write(JsonOut out, Preview preview) {
        ColumnMapping mapping = preview.columns().mapping();
        Set<UUID> tried = new HashSet<>();
        out.object(fields -> fields.text("encoding", preview.encoding().wire())
                .text("delimiter", String.valueOf(preview.delimiter()))
                .texts("columns", preview.columns().header())
                .object(
                        "mapping",
                        it -> it.object("columns", columns -> mapping.columns().forEach(columns::text))
                                .text("tag_separator", String.valueOf(mapping.tagSeparator())))
                .array("rows", preview.rows(), row -> write(fields, row, tried)));
    }

    private static void write(JsonOut out, Preview.Row row, Set<UUID> tried) {
        out.object(fields -> {
            fields.integer("row", row.number()).texts("cells", row.cells());
            switch (row.outcome()) {
                case null -> fields.text("status", "rejected").nothing("contact");
                case IntakeOutcome.Rejected no ->
                    fields.text("status", "rejected").nothing("contact");
                case IntakeOutcome.Created it -> {
                    tried.add(it.contact().id());
                    taken(fields, "created", it.contact(), row, tried);
                }
                case IntakeOutcome.Updated it -> taken(fields, "updated", it.contact(), row, tried);
                case IntakeOutcome.Unchanged it -> taken(fields, "unchanged", it.contact(), row, tried);
                case IntakeOutcome.Skipped it -> taken(fields, "skipped", it.contact(), row, tried);
            }
            error(fields, row.failure());
        });
    }

    /** A contact that would be new has no id. */
    private static void taken(JsonOut out, String status, Contact contact, Preview.Row row, Set<UUID> tried) {
        byte[] json = tried.contains(contact.id())
                ? NimbusContactJson.bytesOfTrial(contact, row.makesCompany())
                : NimbusContactJson.bytes(contact);
        out.text("status", status).raw("contact", new String(json, StandardCharsets.UTF_8));
    }

    private static void error(JsonOut out, @Nullable Failure failure) {
        if (failure == null) {
            out.nothing("error");
        } else {
            out.object(
                    "error",
                    error -> error.text("code", NimbusErrors.code(failure))
                            .text("message", failure.message())
                            .text("field", failure.field()));
        }
    }
}
