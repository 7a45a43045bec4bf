package io.roster.api.nimbus;

import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.contact.ContactDraft;
import io.roster.contact.DedupBehavior;
import io.roster.contact.IntakeOptions;
import io.roster.contact.IntakeOutcome;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A bulk request: its rows, each a draft or refused by itself, and its options. */
record NimbusBulk(List<Row> rows, IntakeOptions options) {
    private static final int MOST_ROWS = 1_000;

    /** A row of the request, as far as it could be read. */
    sealed interface Row {
        @Nullable
        String email();
    }

    record Good(ContactDraft draft) implements Row {
        @Override
        public String email() {
            return draft.email();
        }
    }

    record Bad(@Nullable String email, Failure failure) implements Row {}

    static NimbusBulk of(Fields body) {
        Given<List<JsonNode>> contacts = body.array("contacts");
        List<JsonNode> nodes = contacts.required();
        IntakeOptions options =
                body.object("options").value().map(NimbusBulk::options).orElse(IntakeOptions.USUAL);
        body.refuseOthers(Set.of());
        if (nodes.isEmpty() || nodes.size() > MOST_ROWS) {
            throw Failure.invalid(
                    contacts.place(),
                    "contacts must have 1 to %d elements; for more there are imports".formatted(MOST_ROWS));
        }
        return new NimbusBulk(nodes.stream().map(NimbusBulk::row).toList(), options);
    }

    List<ContactDraft> drafts() {
        List<ContactDraft> drafts = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (row instanceof Good good) {
                drafts.add(good.draft());
            }
        }
        return drafts;
    }

    /** The answer, when {@code outcomes} is what became of {@link #drafts}. */
    byte[] answer(List<IntakeOutcome> outcomes, boolean isTrial) {
        Iterator<IntakeOutcome> taken = outcomes.iterator();
        NimbusBulkAnswer answer = new NimbusBulkAnswer(isTrial);
        for (Row row : rows) {
            switch (row) {
                case Good good -> answer.add(good.draft(), taken.next());
                case Bad bad -> answer.refuse(bad.email(), bad.failure());
            }
        }
        return JsonOut.write(answer::write);
    }

    static IntakeOptions options(Fields fields) {
        Given<String> behavior = fields.text("dedup_behavior");
        DedupBehavior dedup = switch (behavior.value().orElse("skip")) {
            case "skip" -> DedupBehavior.SKIP;
            case "update" -> DedupBehavior.UPDATE;
            default -> throw Failure.invalid(behavior.place(), "%s must be update or skip".formatted(behavior.place()));
        };
        IntakeOptions options = new IntakeOptions(
                dedup,
                fields.bool("trigger_scoring").value().orElse(true),
                fields.bool("trigger_enrichment").value().orElse(false));
        fields.refuseOthers(Set.of());
        return options;
    }

    /** A row's faults are named as if it were alone. */
    private static Row row(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return new Bad(null, new Failure.Invalid(null, "A contact must be an object"));
        }
        try {
            return new Good(NimbusContactFields.draft(Fields.of(object)));
        } catch (Refusal refusal) {
            return new Bad(
                    Optional.ofNullable(object.get("email"))
                            .filter(JsonNode::isString)
                            .map(JsonNode::stringValue)
                            .orElse(null),
                    refusal.failure());
        }
    }
}
