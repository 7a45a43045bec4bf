package io.roster.contact;

import io.roster.access.Caller;
import io.roster.changelog.Actor;
import io.roster.changelog.ChangeLog;
import io.roster.company.Companies;
import io.roster.company.Company;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import io.roster.search.ContactQuery;
import io.roster.search.Page;
import io.roster.search.SqlSearch;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the contacts of a workspace. Every verb runs in the transaction it is given, so that what the
 * caller stores beside its effects commits with them.
 */
public final class Contacts {
    private final ContactStore store = new ContactStore();
    private final SqlSearch search = new SqlSearch();
    private final Companies companies;
    private final Derivation derivation = new Derivation();
    private final Revisions revisions;
    private final Intake intake;
    private final InstantSource clock;

    /** @param object writes the contact object that webhooks carry, as JSON */
    public Contacts(
            Companies companies,
            ChangeLog changeLog,
            Function<Contact, String> object,
            UuidV7 ids,
            InstantSource clock) {
        this.companies = companies;
        this.clock = clock;
        this.revisions = new Revisions(store, changeLog, object, ids);
        this.intake = new Intake(store, revisions, companies, derivation, ids);
    }

    public Page<Contact> list(Tx tx, UUID workspaceId, ContactQuery query) {
        return search.page(tx, workspaceId, query);
    }

    /** The contact, deleted or not. */
    public Contact get(Tx tx, UUID workspaceId, UUID id) {
        return store.find(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Contact"));
    }

    /** Those of the contacts that are there, deleted or not, by id. */
    public Map<UUID, Contact> those(Tx tx, UUID workspaceId, Collection<UUID> wanted) {
        return store.byId(tx, workspaceId, wanted).stream().collect(Collectors.toMap(Contact::id, contact -> contact));
    }

    /** Takes in one contact; one that is there already is left as it is. */
    public IntakeOutcome create(Tx tx, Caller caller, ContactDraft draft) {
        return intake.take(tx, caller.workspaceId(), actor(caller), List.of(draft), DedupBehavior.SKIP, now())
                .getFirst();
    }

    /** Changes what {@code patch} gives; a change that changes nothing leaves no trace. */
    public Contact update(Tx tx, Caller caller, UUID id, ContactPatch patch, Precondition precondition) {
        Contact before = lock(tx, caller, id, precondition);
        LinkedCompanies linked =
                LinkedCompanies.find(tx, caller.workspaceId(), companies, List.of(patch.company()), List.of(), now());
        Company company = linked.chosen(patch.company(), before.company());
        return revise(
                tx, caller, before, derivation.apply(before, before.with(patch).withCompany(company), patch));
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
