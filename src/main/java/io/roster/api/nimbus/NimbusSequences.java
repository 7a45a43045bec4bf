package io.roster.api.nimbus;

import io.roster.access.Listing;
import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.JsonOut;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.sequence.EnrollmentStatus;
import io.roster.sequence.Sequence;
import io.roster.sequence.SequenceDraft;
import io.roster.sequence.Sequences;
import io.roster.sequence.Step;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The NimbusOS sequence endpoints. */
final class NimbusSequences {
    private static final String LIST = "sequences";

    private final Database database;
    private final Sequences sequences;
    private final PageTokens tokens;

    NimbusSequences(Database database, Sequences sequences, PageTokens tokens) {
        this.database = database;
        this.sequences = sequences;
        this.tokens = tokens;
    }

    Reply list(Call call) {
        call.query().allowOnly(Set.of("page_size", "cursor"));
        NimbusWindow window = NimbusWindow.of(call, LIST, tokens);
        Listing<Sequence> listing = database.read(tx -> sequences.list(tx, window.workspaceId(), window.window()));
        return window.reply(listing, NimbusSequences::write, Sequence::id);
    }

    Reply create(Call call) {
        call.query().allowOnly(Set.of());
        SequenceDraft draft = NimbusSequenceFields.draft(Fields.of(call.body()));
        return call.write(tx -> {
            Sequence sequence = sequences.create(tx, call.caller().workspaceId(), draft);
            return reply(201, sequence)
                    .with("Location", "/api/v1/sequences/" + IdKind.SEQUENCE.format(sequence.id()) + "/");
        });
    }

    Reply get(Call call) {
        call.query().allowOnly(Set.of());
        return reply(200, database.read(tx -> sequences.get(tx, call.caller().workspaceId(), sequenceId(call))));
    }

    Reply update(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = sequenceId(call);
        Fields body = Fields.of(call.body());
        return call.write(tx -> reply(
                200,
                sequences.update(
                        tx, call.caller().workspaceId(), id, before -> NimbusSequenceFields.patch(body, before))));
    }

    Reply delete(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = sequenceId(call);
        return call.write(tx -> reply(200, sequences.delete(tx, call.caller().workspaceId(), id)));
    }

    /** How many were enrolled, and how many of them there are of each status. */
    Reply counters(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = sequenceId(call);
        Map<EnrollmentStatus, Long> counts =
                database.read(tx -> sequences.counts(tx, call.caller().workspaceId(), id));
        return Reply.json(
                200,
                JsonOut.write(out -> out.object(body -> {
                    body.integer(
                            "enrolled",
                            counts.values().stream().mapToLong(Long::longValue).sum());
                    for (EnrollmentStatus status : EnrollmentStatus.values()) {
                        body.integer(
                                status.wire(), counts.getOrDefault(status, 0L).longValue());
                    }
                })));
    }

    static UUID sequenceId(Call call) {
        return IdKind.SEQUENCE.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Sequence"));
    }

    private static Reply reply(int status, Sequence sequence) {
        return Reply.json(status, JsonOut.write(out -> write(out, sequence)));
    }

    private static void write(JsonOut out, Sequence sequence) {
        SequenceDraft said = sequence.said();
        out.object(fields -> {
            fields.text("id", IdKind.SEQUENCE.format(sequence.id()));
            fields.text("name", said.name());
            fields.text("status", said.status().wire());
            fields.array("steps", said.steps(), step -> write(fields, step));
            fields.object("entry", entry -> {
                entry.texts("icp_tiers", said.entry().icpTiers());
                NimbusFilters.write(entry, said.entry().filter());
            });
            fields.instant("created_at", sequence.createdAt());
            fields.instant("updated_at", sequence.updatedAt());
        });
    }

    private static void write(JsonOut out, Step step) {
        out.object(fields -> fields.text("type", Step.TYPE)
                .integer("delay_hours", (long) step.delayHours())
                .text("subject", step.subject())
                .text("body", step.body()));
    }
}
