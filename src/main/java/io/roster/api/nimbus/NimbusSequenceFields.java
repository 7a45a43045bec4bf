package io.roster.api.nimbus;

import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.failure.Failure;
import io.roster.sequence.Entry;
import io.roster.sequence.SequenceDraft;
import io.roster.sequence.SequenceStatus;
import io.roster.sequence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a body says of a sequence. */
final class NimbusSequenceFields {
    private static final Set<String> READ_ONLY = Set.of("id", "created_at", "updated_at");

    private NimbusSequenceFields() {}

    static SequenceDraft draft(Fields body) {
        SequenceDraft draft = new SequenceDraft(
                body.text("name").required(),
                status(body, SequenceStatus.DRAFT),
                steps(body, List.of()),
                entry(body, Entry.ANYBODY));
        body.refuseOthers(READ_ONLY);
        return draft;
    }

    /** What a PATCH makes of {@code before}: what it doesn't say stays. */
    static SequenceDraft patch(Fields body, SequenceDraft before) {
        Given<String> name = body.text("name");
        SequenceDraft draft = new SequenceDraft(
                name.isGiven() ? name.required() : before.name(),
                status(body, before.status()),
                steps(body, before.steps()),
                entry(body, before.entry()));
        body.refuseOthers(READ_ONLY);
        return draft;
    }

    private static SequenceStatus status(Fields body, SequenceStatus before) {
        Given<String> status = body.text("status");
        return status.isGiven()
                ? SequenceStatus.of(status.required())
                        .orElseThrow(() -> Failure.invalid(status.place(), "status must be draft, active or paused"))
                : before;
    }

    private static List<Step> steps(Fields body, List<Step> before) {
        Given<List<Fields>> given = body.objects("steps");
        if (!given.isGiven()) {
            return before;
        }
        List<Step> steps = new ArrayList<>();
        for (Fields step : given.required()) {
            steps.add(Step.of(
                    step.place(),
                    step.text("type").required(),
                    step.integer("delay_hours").value().orElse(0L),
                    step.text("subject").orNull(),
                    step.text("body").required()));
            step.refuseOthers(Set.of());
        }
        return steps;
    }

    private static Entry entry(Fields body, Entry before) {
        Given<Fields> given = body.object("entry");
        if (!given.isGiven()) {
            return before;
        }
        Fields fields = given.required();
        Given<List<String>> tiers = fields.texts("icp_tiers");
        Entry entry = new Entry(
                tiers.isGiven() ? tiers.value().orElse(List.of()) : before.icpTiers(),
                NimbusFilters.read(fields, before.filter()));
        fields.refuseOthers(Set.of());
        return entry;
    }
}
