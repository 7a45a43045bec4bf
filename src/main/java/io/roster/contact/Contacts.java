package io.roster.contact;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.roster.access.Caller;
import io.roster.changelog.Actor;
import io.roster.changelog.ChangeLog;
import io.roster.company.Companies;
import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.enrichment.EnrichmentQueue;
import io.roster.enrichment.Findings;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import io.roster.scoring.Scoring;
import io.roster.search.AggregateQuery;
import io.roster.search.Aggregates;
import io.roster.search.ContactQuery;
import io.roster.search.ContactSearch;
import io.roster.search.Page;
import io.roster.suppression.Screened;
import io.roster.suppression.Screening;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the contacts of a workspace. Every verb runs in the transaction it is given, so that what the
 * caller stores beside its effects commits with them.
 */
public final class Contacts {
    private final ContactStore store;
    private final ContactSearch search;
    private final Companies companies;
    private final CustomFields customFields;
    private final Screening screening;
    private final Scoring scoring;
    private final EnrichmentQueue enrichments;
    private final Derivation derivation = new Derivation();
    private final Revisions revisions;
    private final Rescoring rescoring;
    private final HeldContacts held;
    private final ContactInsights insights;
    private final EnrichedContacts enriched;
    private final Intake intake;
    private final InstantSource clock;
    private volatile IntakeMeter meter = new IntakeMeter(new CompositeMeterRegistry());

    /** @param object writes the contact object that webhooks carry, as JSON */
    public Contacts(
            Companies companies,
            CustomFields customFields,
            ContactSearch search,
            Screening screening,
            Scoring scoring,
            EnrichmentQueue enrichments,
            ChangeLog changeLog,
            Function<Contact, String> object,
            UuidV7 ids,
            InstantSource clock) {
        this.store = new ContactStore(customFields);
        this.search = search;
        this.companies = companies;
        this.customFields = customFields;
        this.screening = screening;
        this.scoring = scoring;
        this.enrichments = enrichments;
        this.clock = clock;
        this.revisions = new Revisions(store, changeLog, object, ids);
        this.rescoring = new Rescoring(store, companies, scoring, revisions);
        this.insights = new ContactInsights(scoring, screening);
        this.held = new HeldContacts(store, revisions, clock);
        this.enriched = new EnrichedContacts(store, revisions, rescoring, scoring);
        this.intake =
                new Intake(store, revisions, companies, customFields, screening, scoring, enrichments, derivation, ids);
    }

    /** Counts what is taken in from now on. */
    public void measure(MeterRegistry registry) {
        meter = new IntakeMeter(registry);
    }

    /** What can be done with contacts under lock, by other features. */
    public HeldContacts held() {
        return held;
    }

    /** What is known about a contact beside what it has. */
    public ContactInsights insights() {
        return insights;
    }

    /** Reads of single contacts from {@code database}, by requests that come in crowds. */
    public ContactReads reads(Database database) {
        return new ContactReads(database, store, customFields);
    }

    public Page<Contact> list(Tx tx, UUID workspaceId, ContactQuery query) {
        return search.page(tx, workspaceId, query);
    }

    /** How many contacts there are, by what they have in some fields. */
    public Aggregates aggregate(Tx tx, UUID workspaceId, AggregateQuery query) {
        return search.aggregates(tx, workspaceId, query);
    }

    /** The contact, deleted or not. */
    public Contact get(Tx tx, UUID workspaceId, UUID id) {
        return store.find(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Contact"));
    }

    public Optional<Contact> find(Tx tx, UUID workspaceId, UUID id) {
        return store.find(tx, workspaceId, id);
    }

    /** Those of the contacts that are there, deleted or not, by id. */
    public Map<UUID, Contact> those(Tx tx, UUID workspaceId, Collection<UUID> wanted) {
        return store.byId(tx, workspaceId, wanted).stream().collect(Collectors.toMap(Contact::id, contact -> contact));
    }

    /** Takes in one contact; one that is there already is left as it is. */
    public IntakeOutcome create(Tx tx, Caller caller, ContactDraft draft) {
        return taken(tx, caller, List.of(draft), IntakeOptions.USUAL, IntakeWay.SINGLE)
                .getFirst();
    }

    /** Takes in a batch, in a handful of statements; the outcomes are in the order of {@code drafts}. */
    public List<IntakeOutcome> create(Tx tx, Caller caller, List<ContactDraft> drafts, IntakeOptions options) {
        return taken(tx, caller, drafts, options, IntakeWay.BULK);
    }

    /** The same where the cause is no caller but an import, of drafts that may have been worked on ahead. */
    public List<IntakeOutcome> create(
            Tx tx, UUID workspaceId, Actor actor, List<ContactDraft> drafts, Preparation early, IntakeOptions options) {
        return taken(tx, workspaceId, actor, drafts, early, options, IntakeWay.IMPORT);
    }

    /** For working ahead on drafts, by the custom fields as they are likely to be when they are taken in. */
    public Preparation preparation(CustomFieldSet fields) {
        return new Preparation(fields, derivation);
    }

    private List<IntakeOutcome> taken(
            Tx tx, Caller caller, List<ContactDraft> drafts, IntakeOptions options, IntakeWay way) {
        Preparation none = preparation(CustomFieldSet.NONE);
        return taken(tx, caller.workspaceId(), actor(caller), drafts, none, options, way);
    }

    private List<IntakeOutcome> taken(
            Tx tx,
            UUID workspaceId,
            Actor actor,
            List<ContactDraft> drafts,
            Preparation early,
            IntakeOptions options,
            IntakeWay way) {
        List<IntakeOutcome> outcomes = intake.take(tx, workspaceId, actor, drafts, early, options, now());
        tx.afterCommit(() -> meter.count(way, outcomes));
        return outcomes;
    }

    /** Counts rows that were refused before they became drafts. */
    public void refused(Tx tx, IntakeWay way, int rows) {
        tx.afterCommit(() -> meter.rejected(way, rows));
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

    /** Changes a company, and with it its contacts: at once where they are few, else in the background. */
    public Company updateCompany(Tx tx, Caller caller, UUID companyId, UnaryOperator<Company> said) {
        return rescoring
                .changeCompany(tx, caller.workspaceId(), actor(caller), companyId, said, now())
                .after();
    }

    /** Has contacts tell the change of their company that a job keeps, and tells how many have changed by it. */
    public int followCompany(Tx tx, UUID workspaceId, Map<String, Object> stored, List<UUID> contacts) {
        return rescoring.follow(tx, workspaceId, CompanyChange.read(stored), contacts, now());
    }

    /** Applies the models to contacts anew, and tells how many have changed by it. */
    public int rescore(Tx tx, UUID workspaceId, List<UUID> contacts) {
        return rescoring.rescore(tx, workspaceId, contacts, now());
    }

    /** The ids of the workspace's contacts, or of one company's, in their order from {@code after} on. */
    public List<UUID> ids(Tx tx, UUID workspaceId, @Nullable UUID companyId, UUID after, int limit) {
        return store.ids(tx, workspaceId, companyId, after, limit);
    }

    public long count(Tx tx, UUID workspaceId, @Nullable UUID companyId) {
        return store.count(tx, workspaceId, companyId);
    }

    /** Lets the contact wait to be enriched. */
    public void enrich(Tx tx, Caller caller, UUID id, boolean overwrite) {
        Contact contact = get(tx, caller.workspaceId(), id);
        if (contact.isDeleted()) {
            throw new Failure.Conflict(null, "The contact is deleted; restore it first").refusal();
        }
        enrichments.add(tx, caller.workspaceId(), List.of(id), overwrite);
    }

    /** Adds what was found out about a contact; what a person entered stays, unless it is to be overwritten. */
    public void enriched(Tx tx, UUID workspaceId, UUID id, Findings findings, boolean overwrite) {
        enriched.add(tx, workspaceId, id, findings, overwrite, now());
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
        UUID workspaceId = caller.workspaceId();
        Contact scored = scoring.scorer(tx, workspaceId, after.custom().fields())
                .apply(after, insights.subject(tx, before).activity());
        return Revision.between(before, scored, now())
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
