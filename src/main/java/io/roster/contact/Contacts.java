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
import io.roster.suppression.Screened;
import io.roster.suppression.Screening;
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
    private final Screening screening;
    private final Derivation derivation = new Derivation();
    private final Revisions revisions;
    private final Intake intake;
    private final InstantSource clock;

    public Contacts(
            Companies companies,
            CustomFields customFields,
            Screening screening,
            ChangeLog changeLog,
            UuidV7 ids,
            InstantSource clock) {
        this.store = new ContactStore(customFields);
        this.search = new SqlSearch(customFields);
        this.companies = companies;
        this.customFields = customFields;
        this.screening = screening;
        this.clock = clock;
        this.revisions = new Revisions(store, changeLog, ids);
        this.intake = new Intake(store, revisions, companies, customFields, screening, derivation, ids);
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
        return create(tx, caller, List.of(draft), IntakeOptions.USUAL).getFirst();
    }

    /** Takes in many at once; the outcomes are in their order, and one that is refused leaves the others be. */
    public List<IntakeOutcome> create(Tx tx, Caller caller, List<ContactDraft> drafts, IntakeOptions options) {
        return create(tx, caller.workspaceId(), actor(caller), drafts, options);
    }

    /** The same where the cause is no caller, such as an import. */
    public List<IntakeOutcome> create(
            Tx tx, UUID workspaceId, Actor actor, List<ContactDraft> drafts, IntakeOptions options) {
        return intake.take(tx, workspaceId, actor, drafts, options, now());
    }

    /** Whether the contact's company is stored: that of a contact that was only tried may not be. */
    public boolean companyIsThere(Tx tx, Contact contact) {
        Company company = contact.company();
        return company == null
                || !companies
                        .byId(tx, contact.workspaceId(), List.of(company.id()))
                        .isEmpty();
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
        move(tx, before, after);
        return revise(tx, caller, before, derivation.apply(before, after, patch));
    }

    /** A changed address is a new one to the workspace, and goes through the same gate as one that is taken in. */
    private void move(Tx tx, Contact before, Contact after) {
        if (before.email().equals(after.email())) {
            return;
        }
        UUID workspaceId = after.workspaceId();
        Screened screened = screening.screen(tx, workspaceId, List.of(after.email()));
        screened.against(after.email()).ifPresent(failure -> {
            throw failure.refusal();
        });
        screening.claim(tx, workspaceId, screened, List.of(after.email()), now());
        screening.release(tx, workspaceId, before.email());
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
