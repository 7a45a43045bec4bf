package io.roster.api.nimbus;

import io.roster.access.Listing;
import io.roster.api.http.Call;
import io.roster.api.http.DryRun;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.contact.Contacts;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.sequence.EnrollOutcome;
import io.roster.sequence.Enrolling;
import io.roster.sequence.Enrollment;
import io.roster.sequence.Enrollments;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The NimbusOS enrollment endpoints. */
final class NimbusEnrollments {
    /** An id that is nobody's, for what is no id at all: such a contact is not found. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final int MOST_ROWS = 1_000;

    private final Database database;
    private final Contacts contacts;
    private final Enrollments enrollments;
    private final Enrolling enrolling;
    private final PageTokens tokens;

    NimbusEnrollments(
            Database database, Contacts contacts, Enrollments enrollments, Enrolling enrolling, PageTokens tokens) {
        this.database = database;
        this.contacts = contacts;
        this.enrollments = enrollments;
        this.enrolling = enrolling;
        this.tokens = tokens;
    }

    /** Enrolls up to 1,000 contacts; one that may not be leaves the others be. */
    Reply enroll(Call call) {
        call.query().allowOnly(Set.of(DryRun.PARAMETER));
        DryRun dryRun = DryRun.of(call.query());
        UUID sequenceId = NimbusSequences.sequenceId(call);
        Fields body = Fields.of(call.body());
        Given<List<String>> given = body.texts("contact_ids");
        List<String> texts = given.required();
        body.refuseOthers(Set.of());
        if (texts.isEmpty() || texts.size() > MOST_ROWS) {
            throw Failure.invalid(given.place(), "contact_ids must have 1 to %d elements".formatted(MOST_ROWS));
        }
        List<UUID> ids = texts.stream()
                .map(text -> IdKind.CONTACT.parse(text).orElse(NOBODY))
                .toList();
        return call.write(tx -> {
            List<EnrollOutcome> outcomes =
                    dryRun.run(tx, trial -> enrolling.enroll(trial, call.caller(), sequenceId, ids));
            return dryRun.mark(Reply.json(200, answer(texts, outcomes, dryRun.isAsked())));
        });
    }

    Reply ofContact(Call call) {
        call.query().allowOnly(Set.of("page_size", "cursor"));
        UUID contactId = NimbusContacts.contactId(call);
        NimbusWindow window = NimbusWindow.of(call, "enrollments of " + contactId, tokens);
        Listing<Enrollment> listing = database.read(tx -> {
            contacts.get(tx, window.workspaceId(), contactId);
            return enrollments.ofContact(tx, window.workspaceId(), contactId, window.window());
        });
        return window.reply(listing, NimbusEnrollments::write, Enrollment::id);
    }

    Reply stop(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = IdKind.ENROLLMENT.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Enrollment"));
        Fields.of(call.bodyOrEmpty()).refuseOthers(Set.of());
        return call.write(tx -> {
            Enrollment stopped = enrollments.stop(tx, call.caller().workspaceId(), id);
            return Reply.json(200, JsonOut.write(out -> write(out, stopped)));
        });
    }

    static void write(JsonOut out, Enrollment enrollment) {
        out.object(fields -> fields.text("id", IdKind.ENROLLMENT.format(enrollment.id()))
                .text("sequence_id", IdKind.SEQUENCE.format(enrollment.sequenceId()))
                .text("sequence_name", enrollment.sequenceName())
                .text("contact_id", IdKind.CONTACT.format(enrollment.contactId()))
                .text("status", enrollment.status().wire())
                .integer("current_step", (long) enrollment.currentStep())
                .instant("enrolled_at", enrollment.enrolledAt())
                .instant("updated_at", enrollment.updatedAt()));
    }

    private static byte[] answer(List<String> contactIds, List<EnrollOutcome> outcomes, boolean isTrial) {
        return JsonOut.write(out -> out.object(body -> {
            Iterator<EnrollOutcome> next = outcomes.iterator();
            body.array("data", contactIds, id -> write(body, id, next.next(), isTrial));
            body.object(
                    "meta",
                    meta -> meta.integer("enrolled", count(outcomes, EnrollOutcome.Enrolled.class))
                            .integer("skipped", count(outcomes, EnrollOutcome.AlreadyEnrolled.class))
                            .integer("rejected", count(outcomes, EnrollOutcome.Rejected.class)));
        }));
    }

    private static long count(List<EnrollOutcome> outcomes, Class<? extends EnrollOutcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    private static void write(JsonOut out, String contactId, EnrollOutcome outcome, boolean isTrial) {
        out.object(fields -> {
            fields.text("contact_id", contactId);
            switch (outcome) {
                case EnrollOutcome.Enrolled enrolled ->
                    fields.text("status", "enrolled")
                            .text("enrollment_id", isTrial ? null : IdKind.ENROLLMENT.format(enrolled.enrollmentId()))
                            .nothing("reason");
                case EnrollOutcome.AlreadyEnrolled there ->
                    fields.text("status", "skipped").nothing("enrollment_id").text("reason", "already_enrolled");
                case EnrollOutcome.Rejected rejected ->
                    fields.text("status", "rejected")
                            .nothing("enrollment_id")
                            .text("reason", rejected.reason().wire());
            }
        });
    }
}
