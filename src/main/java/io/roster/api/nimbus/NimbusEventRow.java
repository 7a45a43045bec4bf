package io.roster.api.nimbus;

import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.contact.EmailAddress;
import io.roster.engagement.EventDraft;
import io.roster.engagement.EventOutcome;
import io.roster.engagement.EventType;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.IdKind;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One row at the engine's door: a draft or refused by itself, its faults named as if it were alone. */
record NimbusEventRow(
        @Nullable String externalId,
        @Nullable EventDraft draft,
        @Nullable Failure failure) {
    /** An id that is nobody's, for what is no id at all: such a contact is not found. */
    private static final UUID NOBODY = new UUID(0, 0);

    static NimbusEventRow of(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return new NimbusEventRow(null, null, new Failure.Invalid(null, "An event must be an object"));
        }
        String externalId = Optional.ofNullable(object.get("external_id"))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .orElse(null);
        try {
            return new NimbusEventRow(externalId, draft(Fields.of(object)), null);
        } catch (Refusal refusal) {
            return new NimbusEventRow(externalId, null, refusal.failure());
        }
    }

    static List<EventDraft> drafts(List<NimbusEventRow> rows) {
        return rows.stream().flatMap(row -> Stream.ofNullable(row.draft())).toList();
    }

    /** The answer, when {@code outcomes} is what became of {@link #drafts}. */
    static byte[] answer(List<NimbusEventRow> rows, List<EventOutcome> outcomes) {
        Iterator<EventOutcome> next = outcomes.iterator();
        List<EventOutcome> all = rows.stream()
                .map(row -> row.failure() == null ? next.next() : new EventOutcome.Rejected(row.failure()))
                .toList();
        return JsonOut.write(out -> out.object(body -> {
            int[] index = {0};
            body.array("data", all, outcome -> write(body, index[0], rows.get(index[0]++), outcome));
            body.object(
                    "meta",
                    meta -> meta.integer("total", rows.size())
                            .integer("recorded", count(all, EventOutcome.Recorded.class))
                            .integer("duplicate", count(all, EventOutcome.Duplicate.class))
                            .integer("rejected", count(all, EventOutcome.Rejected.class)));
        }));
    }

    private static long count(List<EventOutcome> all, Class<? extends EventOutcome> kind) {
        return all.stream().filter(kind::isInstance).count();
    }

    private static EventDraft draft(Fields fields) {
        String externalId = fields.text("external_id").required();
        UUID contactId = fields.text("contact_id")
                .map(text -> IdKind.CONTACT.parse(text).orElse(NOBODY))
                .orNull();
        Given<String> email = fields.text("email");
        Given<String> type = fields.text("event_type");
        Given<Fields> properties = fields.object("properties");
        EventDraft draft = new EventDraft(
                externalId,
                contactId,
                email.map(text -> EmailAddress.normalise(email.place(), text)).orNull(),
                EventType.of(type.required())
                        .orElseThrow(() -> Failure.invalid(
                                type.place(), "event_type must be one of %s".formatted(EventType.NAMES))),
                fields.instant("occurred_at").orNull(),
                properties
                        .value()
                        .map(Fields::node)
                        .orElseGet(JsonNodeFactory.instance::objectNode)
                        .toString(),
                isHardBounce(type, properties));
        fields.refuseOthers(Set.of());
        return draft;
    }

    private static boolean isHardBounce(Given<String> type, Given<Fields> properties) {
        return type.value().filter(EventType.EMAIL_BOUNCED.wire()::equals).isPresent()
                && properties
                        .value()
                        .flatMap(given -> Optional.ofNullable(given.node().get("bounce_type")))
                        .filter(JsonNode::isString)
                        .filter(kind -> kind.stringValue().equals("hard"))
                        .isPresent();
    }

    private static void write(JsonOut out, int index, NimbusEventRow row, EventOutcome outcome) {
        out.object(fields -> {
            fields.integer("index", index).text("external_id", row.externalId());
            switch (outcome) {
                case EventOutcome.Recorded recorded ->
                    fields.text("status", "recorded")
                            .text("id", IdKind.EVENT.format(recorded.event().id()));
                case EventOutcome.Duplicate duplicate ->
                    fields.text("status", "duplicate").text("id", IdKind.EVENT.format(duplicate.id()));
                case EventOutcome.Rejected rejected ->
                    fields.text("status", "rejected")
                            .object(
                                    "error",
                                    error -> error.text("code", NimbusErrors.code(rejected.failure()))
                                            .text("message", rejected.failure().message())
                                            .text("field", rejected.failure().field()));
            }
        });
    }
}
