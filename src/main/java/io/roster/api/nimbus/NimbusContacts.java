package io.roster.api.nimbus;

import io.roster.api.Conditions;
import io.roster.api.http.Call;
import io.roster.api.http.DryRun;
import io.roster.api.http.EntityTag;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.contact.Contact;
import io.roster.contact.ContactPatch;
import io.roster.contact.ContactReads;
import io.roster.contact.Contacts;
import io.roster.contact.IntakeOutcome;
import io.roster.contact.IntakeWay;
import io.roster.contact.Precondition;
import io.roster.contact.Tags;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.search.ContactQuery;
import io.roster.search.Page;
import io.roster.segment.Segments;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The NimbusOS contact endpoints: decode, one call, encode. */
final class NimbusContacts {
    private static final int MAX_REASON = 255;

    private final Database database;
    private final Contacts contacts;
    private final ContactReads reads;
    private final CustomFields customFields;
    private final Segments segments;
    private final PageTokens tokens;

    NimbusContacts(
            Database database, Contacts contacts, CustomFields customFields, Segments segments, PageTokens tokens) {
        this.database = database;
        this.contacts = contacts;
        this.reads = contacts.reads(database);
        this.customFields = customFields;
        this.segments = segments;
        this.tokens = tokens;
    }

    Reply list(Call call) {
        UUID workspaceId = call.caller().workspaceId();
        return database.read(tx -> {
            ContactQuery query = NimbusListQuery.of(call, tokens, new NamedFilters(tx, workspaceId, segments));
            Page<Contact> page = contacts.list(tx, workspaceId, query);
            Optional<String> next = page.next().map(position -> tokens.seal(workspaceId, query, position));
            return Reply.json(200, NimbusPage.write(page.rows(), NimbusContactJson::write, next, page.total()));
        });
    }

    Reply create(Call call) {
        call.query().allowOnly(Set.of(DryRun.PARAMETER));
        DryRun dryRun = DryRun.of(call.query());
        var draft = NimbusContactFields.draft(Fields.of(call.body()));
        return call.write(tx -> {
            IntakeOutcome outcome = dryRun.run(tx, trial -> contacts.create(trial, call.caller(), draft));
            Reply reply = switch (outcome) {
                case IntakeOutcome.Created created when dryRun.isAsked() -> tried(tx, created.contact());
                case IntakeOutcome.Created created -> created(created.contact());
                case IntakeOutcome.Updated updated -> reply(200, updated.contact());
                case IntakeOutcome.Unchanged unchanged -> reply(200, unchanged.contact());
                case IntakeOutcome.Skipped skipped -> reply(200, skipped.contact());
                case IntakeOutcome.Rejected rejected -> throw rejected.failure().refusal();
            };
            return warned(tx, call, draft.fields(), dryRun.mark(reply));
        });
    }

    /** Takes in up to 1,000 contacts; one row that is refused leaves the others be. */
    Reply bulk(Call call) {
        call.query().allowOnly(Set.of(DryRun.PARAMETER));
        DryRun dryRun = DryRun.of(call.query());
        NimbusBulk bulk = NimbusBulk.of(Fields.of(call.body()));
        return call.write(tx -> {
            List<IntakeOutcome> outcomes = dryRun.run(tx, trial -> {
                contacts.refused(
                        trial,
                        IntakeWay.BULK,
                        bulk.rows().size() - bulk.drafts().size());
                return contacts.create(trial, call.caller(), bulk.drafts(), bulk.options());
            });
            return dryRun.mark(Reply.json(200, bulk.answer(outcomes, dryRun.isAsked())));
        });
    }

    Reply get(Call call) {
        call.query().allowOnly(Set.of());
        Contact contact = reads.get(call.caller().workspaceId(), contactId(call));
        byte[] body = NimbusContactJson.bytes(contact);
        return Conditions.ifNoneMatch(call, EntityTag.of(body), body);
    }

    Reply update(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = contactId(call);
        var patch = NimbusContactFields.patch(Fields.of(call.body()));
        return call.write(tx ->
                warned(tx, call, patch, reply(200, contacts.update(tx, call.caller(), id, patch, ifMatch(call)))));
    }

    Reply delete(Call call) {
        call.query().allowOnly(Set.of("hard"));
        UUID id = contactId(call);
        String reason = deletionReason(Fields.of(call.bodyOrEmpty()));
        return call.write(tx -> reply(200, contacts.delete(tx, call.caller(), id, reason, ifMatch(call))));
    }

    Reply tag(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = contactId(call);
        Fields fields = Fields.of(call.body());
        List<String> added = tags(fields.texts("add"));
        List<String> removed = tags(fields.texts("remove"));
        fields.refuseOthers(Set.of());
        return call.write(tx -> reply(200, contacts.tag(tx, call.caller(), id, added, removed)));
    }

    /** The answer, with a warning of the custom fields that were given and are not defined. */
    private Reply warned(Tx tx, Call call, ContactPatch patch, Reply reply) {
        return patch.customFields().isEmpty()
                ? reply
                : Warnings.unknownCustomFields(
                        reply,
                        customFields
                                .current(tx, call.caller().workspaceId())
                                .unknown(patch.customFields().keySet()));
    }

    /** A malformed id is that of no contact. */
    static UUID contactId(Call call) {
        return IdKind.CONTACT.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Contact"));
    }

    private Reply tried(Tx tx, Contact contact) {
        return Reply.json(201, NimbusContactJson.bytesOfTrial(contact, !contacts.companyIsThere(tx, contact)));
    }

    private static Reply created(Contact contact) {
        return reply(201, contact).with("Location", "/api/v1/contacts/" + IdKind.CONTACT.format(contact.id()) + "/");
    }

    private static Reply reply(int status, Contact contact) {
        byte[] body = NimbusContactJson.bytes(contact);
        return Reply.json(status, body).with("ETag", EntityTag.of(body).header());
    }

    private static Precondition ifMatch(Call call) {
        return Conditions.ifMatch(call, NimbusContactJson::tag);
    }

    private static List<String> tags(Given<List<String>> given) {
        return Tags.normalise(given.place(), given.value().orElse(List.of()));
    }

    private static @Nullable String deletionReason(Fields fields) {
        Given<String> given = fields.text("deletion_reason");
        fields.refuseOthers(Set.of());
        String reason = given.value().map(String::strip).orElse("");
        if (reason.codePointCount(0, reason.length()) > MAX_REASON) {
            throw Failure.invalid(
                    given.place(), "%s must have at most %d characters".formatted(given.place(), MAX_REASON));
        }
        return reason.isEmpty() ? null : reason;
    }
}
