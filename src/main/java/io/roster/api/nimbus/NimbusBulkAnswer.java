package io.roster.api.nimbus;

import io.roster.api.http.JsonOut;
import io.roster.contact.Contact;
import io.roster.contact.ContactDraft;
import io.roster.contact.IntakeOutcome;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer to a bulk request: a status for each row, in the request's order, and how many there are of each. */
final class NimbusBulkAnswer {
    private enum Status {
        CREATED,
        UPDATED,
        UNCHANGED,
        SKIPPED,
        REJECTED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Row(
            Status status,
            @Nullable String id,
            @Nullable String email,
            @Nullable String code,
            @Nullable Failure failure,
            List<String> warnings) {}

    private final boolean isTrial;
    private final Set<UUID> tried = new HashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<Status, Integer> counts = new EnumMap<>(Status.class);

    /** In a trial what would be new has no id. */
    NimbusBulkAnswer(boolean isTrial) {
        this.isTrial = isTrial;
    }

    void add(ContactDraft draft, IntakeOutcome outcome) {
        switch (outcome) {
            case IntakeOutcome.Created created -> {
                if (isTrial) {
                    tried.add(created.contact().id());
                }
                add(Status.CREATED, draft, created.contact(), null);
            }
            case IntakeOutcome.Updated updated -> add(Status.UPDATED, draft, updated.contact(), null);
            case IntakeOutcome.Unchanged unchanged -> add(Status.UNCHANGED, draft, unchanged.contact(), null);
            case IntakeOutcome.Skipped skipped ->
                add(Status.SKIPPED, draft, skipped.contact(), skipped.contact().isDeleted() ? "deleted" : null);
            case IntakeOutcome.Rejected rejected -> refuse(rejected.email(), rejected.failure());
        }
    }

    void refuse(@Nullable String email, Failure failure) {
        add(new Row(Status.REJECTED, null, email, null, failure, List.of()));
    }

    void write(JsonOut out) {
        out.object(body -> {
            int[] index = {0};
            body.array("data", rows, row -> write(body, index[0]++, row));
            body.object("meta", meta -> {
                meta.integer("total", rows.size());
                for (Status status : Status.values()) {
                    meta.integer(status.wire(), counts.getOrDefault(status, 0).longValue());
                }
            });
        });
    }

    private void add(Status status, ContactDraft draft, Contact contact, @Nullable String code) {
        String id = tried.contains(contact.id()) ? null : IdKind.CONTACT.format(contact.id());
        add(new Row(status, id, contact.email(), code, null, Warnings.of(draft.fields(), contact)));
    }

    private void add(Row row) {
        rows.add(row);
        counts.merge(row.status(), 1, Integer::sum);
    }

    private static void write(JsonOut out, int index, Row row) {
        out.object(fields -> {
            fields.integer("index", index).text("status", row.status().wire());
            if (row.status() != Status.REJECTED) {
                fields.text("id", row.id());
            }
            fields.text("email", row.email());
            if (row.code() != null) {
                fields.text("code", row.code());
            }
            if (row.failure() != null) {
                writeError(fields, row.failure());
            }
            if (!row.warnings().isEmpty()) {
                fields.texts("warnings", row.warnings());
            }
        });
    }

    private static void writeError(JsonOut out, Failure failure) {
        out.object(
                "error",
                error -> error.text("code", NimbusErrors.code(failure))
                        .text("message", failure.message())
                        .text("field", failure.field()));
    }
}
