package io.roster.contact;

import io.roster.changelog.Actor;
import io.roster.company.Companies;
import io.roster.company.CompanyChoice;
import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import io.roster.enrichment.EnrichmentQueue;
import io.roster.id.UuidV7;
import io.roster.scoring.Scorer;
import io.roster.scoring.Scoring;
import io.roster.suppression.Screened;
import io.roster.suppression.Screening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The pipeline that every new contact goes through, whether it comes alone, with a thousand others or from a file:
 * normalised drafts → dedupe in the workspace → suppression and agency → company → derived fields → score → store, with
 * the change rows, in the caller's transaction. It takes a batch, and costs a handful of statements whatever the batch's
 * size. Each kind of row is locked in the order of its keys, and the kinds in one order, so that batches never deadlock.
 */
final class Intake {
    private final ContactStore store;
    private final Revisions revisions;
    private final Companies companies;
    private final CustomFields customFields;
    private final Screening screening;
    private final Scoring scoring;
    private final EnrichmentQueue enrichments;
    private final Derivation derivation;
    private final UuidV7 ids;

    Intake(
            ContactStore store,
            Revisions revisions,
            Companies companies,
            CustomFields customFields,
            Screening screening,
            Scoring scoring,
            EnrichmentQueue enrichments,
            Derivation derivation,
            UuidV7 ids) {
        this.store = store;
        this.revisions = revisions;
        this.companies = companies;
        this.customFields = customFields;
        this.screening = screening;
        this.scoring = scoring;
        this.enrichments = enrichments;
        this.derivation = derivation;
        this.ids = ids;
    }

    /**
     * Takes in {@code drafts}; the outcomes are in their order. Drafts of one address act as calls in a row would.
     *
     * @param early what was worked out of them ahead, if anything
     */
    List<IntakeOutcome> take(
            Tx tx,
            UUID workspaceId,
            Actor actor,
            List<ContactDraft> drafts,
            Preparation early,
            IntakeOptions options,
            Instant now) {
        ContactStore.Known known = known(tx, workspaceId, drafts, options.dedup());
        Map<String, Contact> current = known.contacts().stream()
                .collect(Collectors.toMap(Contact::email, contact -> contact, (a, b) -> a, HashMap::new));
        Set<String> newcomers = newcomers(drafts, current);
        Screened screened = screening.screen(tx, workspaceId, newcomers);
        IntakeBatch batch = new IntakeBatch(workspaceId, early.by(known.fields()), current, screened, options, now);
        LinkedCompanies linked = link(tx, batch, drafts);
        IntakeRules rules = rules(tx, batch, linked, options);
        List<IntakeOutcome> outcomes;
        try (NewContacts fresh = new NewContacts(tx, workspaceId, newcomers.size())) {
            outcomes = batch.take(drafts, rules, fresh::add);
            fresh.store();
        }
        screening.claim(tx, workspaceId, screened, batch.created(), now);
        revisions.store(tx, workspaceId, actor, batch.steps());
        if (options.triggerEnrichment()) {
            enrichments.add(tx, workspaceId, batch.written(), false);
        }
        return outcomes;
    }

    private IntakeRules rules(Tx tx, IntakeBatch batch, LinkedCompanies linked, IntakeOptions options) {
        UUID workspaceId = batch.workspaceId();
        return options.triggerScoring()
                ? new IntakeRules(
                        linked,
                        derivation,
                        scoring.scorer(tx, workspaceId, batch.fields()),
                        scoring.activities(tx, workspaceId, batch.updatable()),
                        ids)
                : new IntakeRules(linked, derivation, Scorer.NONE, Map.of(), ids);
    }

    /**
     * Dedupe: the contacts that are there already, locked when they may change. The definitions of custom fields are held
     * as they are only where values are going to be stored under them.
     */
    private ContactStore.Known known(Tx tx, UUID workspaceId, List<ContactDraft> drafts, DedupBehavior dedup) {
        List<String> emails =
                drafts.stream().map(ContactDraft::email).distinct().toList();
        boolean hold =
                drafts.stream().anyMatch(draft -> !draft.fields().customFields().isEmpty());
        if (hold) {
            customFields.hold(tx, workspaceId);
        }
        return switch (dedup) {
            case SKIP -> store.known(tx, workspaceId, emails);
            case UPDATE ->
                new ContactStore.Known(
                        customFields.current(tx, workspaceId), store.lockByEmail(tx, workspaceId, emails));
        };
    }

    private static Set<String> newcomers(List<ContactDraft> drafts, Map<String, Contact> current) {
        Set<String> emails = new HashSet<>();
        for (ContactDraft draft : drafts) {
            if (!current.containsKey(draft.email())) {
                emails.add(draft.email());
            }
        }
        return emails;
    }

    /** Only for those that will be written: what is refused or skipped makes no company. */
    private LinkedCompanies link(Tx tx, IntakeBatch batch, List<ContactDraft> drafts) {
        List<CompanyChoice> choices = new ArrayList<>();
        List<String> emails = new ArrayList<>();
        for (ContactDraft draft : drafts) {
            if (batch.willWrite(draft)) {
                choices.add(draft.fields().company());
                if (batch.isNew(draft) && draft.fields().company() instanceof CompanyChoice.Keep) {
                    emails.add(draft.email());
                }
            }
        }
        return LinkedCompanies.find(tx, batch.workspaceId(), companies, choices, emails, batch.now());
    }
}
