package io.roster.contact;

import io.roster.access.Caller;
import io.roster.changelog.Actor;
import io.roster.changelog.ChangeLog;
import io.roster.company.Companies;
import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import io.roster.search.ContactQuery;
import io.roster.search.Page;
import io.roster.search.SqlSearch;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the contacts of a workspace. Every verb runs in the transaction it is given, so that what the
 * caller stores beside its effects commits with them.
 */
public final class Contacts {
    private final ContactStore store;
    private final SqlSearch search;
    private final Companies companies;
    private final CustomFields customFields;
    private final Derivation derivation = new Derivation();
    private final Revisions revisions;
    private final Intake intake;
    private final InstantSource clock;

    public Contacts(
            Companies companies, CustomFields customFields, ChangeLog changeLog, UuidV7 ids, InstantSource clock) {
        this.store = new ContactStore(customFields);
        this.search = new SqlSearch(customFields);
        this.companies = companies;
        this.customFields = customFields;
        this.clock = clock;
        this.revisions = new Revisions(store, changeLog, ids);
        this.intake = new Intake(store, revisions, companies, customFields, derivation, ids);
    }

    public Page<Contact> list(Tx tx, UUID workspaceId, ContactQuery query) {
        return search.page(tx, workspaceId, query);
    }

    /** The contact, deleted or not. */
    public Contact get(Tx tx, UUID workspaceId, UUID id) {
        return store.find(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Contact"));
    }

    /** Takes in one contact; one that is there already is left as it is. */
    public IntakeOutcome create(Tx tx, Caller caller, ContactDraft draft) {
        return take(tx, caller, List.of(draft), DedupBehavior.SKIP).getFirst();
    }

    /** Takes in a batch, in a handful of statements; the outcomes are in the order of {@code drafts}. */
    public List<IntakeOutcome> take(Tx tx, Caller caller, List<ContactDraft> drafts, DedupBehavior dedup) {
        return intake.take(tx, caller.workspaceId(), actor(caller), drafts, dedup, now());
    }

    /** Changes what {@code patch} gives; a change that changes nothing leaves no trace. */
    public Contact update(Tx tx, Caller caller, UUID id, ContactPatch patch, Precondition precondition) {
        // Before the contact, so that whoever changes the definitions never waits for one that waits for the contact.
        CustomFieldSet fields = patch.customFields().isEmpty()
                ? CustomFieldSet.NONE
                : customFields.forWriting(tx, caller.workspaceId());
        Contact before = lock(tx, caller, id, precondition);
        LinkedCompanies linked =
                LinkedCompanies.find(tx, caller.workspaceId(), companies, List.of(patch.company()), List.of(), now());
        Company company = linked.chosen(patch.company(), before.company());
        Contact after = before.with(patch, fields).withCompany(company);
        return revise(tx, caller, before, derivation.apply(before, after, patch));
    }

    /** Adds and removes tags; other changes at the same time all hold. */
    public Contact tag(Tx tx, Caller caller, UUID id, List<String> added, List<String> removed) {
        Contact before = lock(tx, caller, id, Precondition.NONE);
        return revise(tx, caller, before, before.withTags(Tags.changed(before.tags(), added, removed)));
    }

    /** Soft-deletes: the contact stays, marked. One that is deleted already is left as it is. */
    public Contact delete(Tx tx, Caller caller, UUID id, @Nullable String reason, Precondition precondition) {
        Contact before = lock(tx, caller, id, precondition);
        return before.isDeleted()
                ? before
                : revise(tx, caller, before, before.withDeletion(new Deletion(now(), reason)));
    }

    private Contact lock(Tx tx, Caller caller, UUID id, Precondition precondition) {
        Contact contact = store.lock(tx, caller.workspaceId(), id).orElseThrow(() -> Failure.notFound("Contact"));
        if (!precondition.holds(contact)) {
            throw new Failure.PreconditionFailed("The contact has changed since; read it again").refusal();
        }
        return contact;
    }

    private Contact revise(Tx tx, Caller caller, Contact before, Contact after) {
        return Revision.between(before, after, now())
                .map(revision -> {
                    revisions.store(tx, caller.workspaceId(), actor(caller), List.of(revision));
                    return revision.after();
                })
                .orElse(before);
    }

    private static Actor actor(Caller caller) {
        return new Actor(caller.keyName(), Actor.Source.API);
    }

    /** What is stored is what is shown: milliseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
