package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.db.Database;
import io.roster.id.IdKind;
import io.roster.scoring.Explanation;
import io.roster.segment.Segment;
import io.roster.segment.Segments;
import io.roster.suppression.Screened;
import io.roster.suppression.Suppressed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the service knows of a contact by itself: why it is what it is, and the request to find out more. */
final class NimbusInsights {
    private final Database database;
    private final Contacts contacts;
    private final Segments segments;

    NimbusInsights(Database database, Contacts contacts, Segments segments) {
        this.database = database;
        this.contacts = contacts;
        this.segments = segments;
    }

    Reply explain(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = NimbusContacts.contactId(call);
        return database.read(tx -> {
            Contact contact = contacts.get(tx, call.caller().workspaceId(), id);
            Explanation explanation = contacts.insights().explain(tx, contact);
            List<Segment> within = segments.of(tx, contacts.insights().subject(tx, contact));
            Screened screened = contacts.insights().screen(tx, contact);
            return Reply.json(
                    200,
                    JsonOut.write(out -> out.object(fields -> {
                        write(fields, explanation);
                        fields.array("segments", within, segment -> write(fields, segment));
                        write(fields, screened.suppressed(contact.email()));
                        fields.bool("assigned_to_other_client", screened.isAssignedToOtherClient(contact.email()));
                    })));
        });
    }

    /** The contact is enriched later, in the background. */
    Reply enrich(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = NimbusContacts.contactId(call);
        Fields body = Fields.of(call.bodyOrEmpty());
        boolean overwrite = body.bool("overwrite").value().orElse(false);
        body.refuseOthers(Set.of());
        return call.write(tx -> {
            contacts.enrich(tx, call.caller(), id, overwrite);
            return Reply.json(
                    202,
                    JsonOut.write(out -> out.object(fields ->
                            fields.text("id", IdKind.CONTACT.format(id)).text("status", "queued"))));
        });
    }

    private static void write(JsonOut out, Explanation explanation) {
        out.object("score", score -> {
            score.integer("value", explanation.standing().leadScore());
            score.array(
                    "rules",
                    explanation.rules(),
                    rule -> score.object(line -> line.text("name", rule.name())
                            .integer("points", rule.points())
                            .bool("matched", rule.matched())));
            score.array(
                    "events",
                    explanation.events(),
                    event -> score.object(line -> line.text("event_type", event.eventType())
                            .integer("count", event.count())
                            .integer("points", event.points())));
        });
        out.object(
                "grade",
                grade -> grade.text("value", explanation.standing().grade())
                        .integer("threshold", explanation.gradeThreshold()));
        out.object(
                "icp_tier",
                tier -> tier.text("value", explanation.standing().icpTier())
                        .text("matched_tier", explanation.matchedTier()));
    }

    private static void write(JsonOut out, Segment segment) {
        out.object(line -> line.text("id", IdKind.SEGMENT.format(segment.id())).text("name", segment.name()));
    }

    private static void write(JsonOut out, Optional<Suppressed> suppressed) {
        if (suppressed.isEmpty()) {
            out.nothing("suppressed");
            return;
        }
        Suppressed barred = suppressed.get();
        out.object(
                "suppressed",
                fields -> fields.text("by", barred.by().wire())
                        .text("reason", barred.reason())
                        .instant("since", barred.since()));
    }
}
