package io.roster.api.nodestash;

import io.roster.api.Conditions;
import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.contact.Contact;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.ContactReads;
import io.roster.contact.Contacts;
import io.roster.contact.IntakeOutcome;
import io.roster.contact.Precondition;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.engagement.Outreach;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.IdKind;
import io.roster.search.ContactQuery;
import io.roster.search.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The nodestash contact endpoints: decode, one call, encode. Soft-deleted contacts do not exist here. */
final class NodestashContacts {
    private final Database database;
    private final Contacts contacts;
    private final ContactReads reads;
    private final CustomFields customFields;
    private final Outreach outreach;
    private final PageTokens tokens;

    NodestashContacts(
            Database database, Contacts contacts, CustomFields customFields, Outreach outreach, PageTokens tokens) {
        this.database = database;
        this.contacts = contacts;
        this.reads = contacts.reads(database);
        this.customFields = customFields;
        this.outreach = outreach;
        this.tokens = tokens;
    }

    Reply list(Call call) {
        UUID workspaceId = call.caller().workspaceId();
        ContactQuery query = NodestashListQuery.of(call, tokens);
        Page<Contact> page = database.read(tx -> contacts.list(tx, workspaceId, query));
        Optional<String> next = page.next().map(position -> tokens.seal(workspaceId, query, position));
        return Reply.json(200, NodestashPage.many(page.rows(), next, call.requestId()));
    }

    Reply create(Call call) {
        call.query().allowOnly(Set.of());
        ContactDraft draft = NodestashContactFields.draft(Fields.of(call.body()));
        return call.write(tx -> {
            define(tx, call, draft.fields());
            return switch (contacts.create(tx, call.caller(), draft)) {
                case IntakeOutcome.Created created -> created(call, created.contact());
                case IntakeOutcome.Updated _, IntakeOutcome.Unchanged _, IntakeOutcome.Skipped _ -> throw emailTaken();
                case IntakeOutcome.Rejected rejected -> throw rejected.failure().refusal();
            };
        });
    }

    Reply get(Call call) {
        call.query().allowOnly(Set.of("include"));
        UUID id = contactId(call);
        Set<Include> includes = Include.of(call);
        Contact contact = reads.get(call.caller().workspaceId(), id);
        requireUndeleted(contact);
        Included included = includes.isEmpty()
                ? Included.NOTHING
                : database.read(tx -> Included.of(tx, contact, includes, outreach));
        byte[] body = NodestashPage.one(contact, included, call.requestId());
        return included.isInTag()
                ? Conditions.ifNoneMatch(call, NodestashContactJson.tag(contact), body)
                : Reply.json(200, body)
                        .with("ETag", NodestashContactJson.tag(contact).header());
    }

    Reply update(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = contactId(call);
        ContactPatch patch = NodestashContactFields.patch(Fields.of(call.body()));
        return call.write(tx -> {
            define(tx, call, patch);
            return reply(call, 200, contacts.update(tx, call.caller(), id, patch, precondition(call)));
        });
    }

    Reply delete(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = contactId(call);
        return call.write(tx -> {
            contacts.delete(tx, call.caller(), id, null, precondition(call));
            return Reply.empty(204);
        });
    }

    /**
     * Custom fields are free-form here: a value under a new name defines the field, in the transaction that stores the
     * value. A null and an empty array tell nothing of a type, and define nothing.
     */
    private void define(Tx tx, Call call, ContactPatch patch) {
        Map<String, Object> values = new LinkedHashMap<>();
        patch.customFields()
                .forEach((name, value) ->
                        value.filter(it -> !it.equals(List.of())).ifPresent(it -> values.put(name, it)));
        if (!values.isEmpty()) {
            customFields.defineFromValues(tx, call.caller().workspaceId(), values);
        }
    }

    /** A malformed id is that of no contact, and so is one with the other dialect's prefix. */
    private static UUID contactId(Call call) {
        return IdKind.NODESTASH_CONTACT.parse(call.path("id")).orElseThrow(NodestashContacts::notFound);
    }

    private static Reply created(Call call, Contact contact) {
        return reply(call, 201, contact)
                .with("Location", "/v1/contacts/" + IdKind.NODESTASH_CONTACT.format(contact.id()));
    }

    private static Reply reply(Call call, int status, Contact contact) {
        return Reply.json(status, NodestashPage.one(contact, Included.NOTHING, call.requestId()))
                .with("ETag", NodestashContactJson.tag(contact).header());
    }

    /** A deleted contact is not found under lock either, whatever the caller's {@code If-Match} says. */
    private static Precondition precondition(Call call) {
        Precondition ifMatch = Conditions.ifMatch(call, NodestashContactJson::tag);
        return contact -> {
            requireUndeleted(contact);
            return ifMatch.holds(contact);
        };
    }

    private static void requireUndeleted(Contact contact) {
        if (contact.isDeleted()) {
            throw notFound();
        }
    }

    private static Refusal notFound() {
        return Failure.notFound("Contact");
    }

    private static Refusal emailTaken() {
        return new Failure.EmailTaken("Another contact of the workspace has this email").refusal();
    }
}
