package io.roster.contact;

import io.roster.changelog.Actor;
import io.roster.company.Companies;
import io.roster.company.Company;
import io.roster.company.CompanyChoice;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import io.roster.failure.Refusal;
import io.roster.id.UuidV7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline that every new contact goes through, whether it comes alone, with a thousand others or from a file:
 * normalised drafts → dedupe in the workspace → company → derived fields → store, with the change rows, in the caller's
 * transaction. It takes a batch, and costs a handful of statements whatever the batch's size.
 */
final class Intake {
    private final ContactStore store;
    private final Revisions revisions;
    private final Companies companies;
    private final CustomFields customFields;
    private final Derivation derivation;
    private final UuidV7 ids;

    Intake(
            ContactStore store,
            Revisions revisions,
            Companies companies,
            CustomFields customFields,
            Derivation derivation,
            UuidV7 ids) {
        this.store = store;
        this.revisions = revisions;
        this.companies = companies;
        this.customFields = customFields;
        this.derivation = derivation;
        this.ids = ids;
    }

    /** Takes in {@code drafts}; the outcomes are in their order. Drafts of one address act as calls in a row would. */
    List<IntakeOutcome> take(
            Tx tx, UUID workspaceId, Actor actor, List<ContactDraft> drafts, DedupBehavior dedup, Instant now) {
        ContactStore.Known known = known(tx, workspaceId, drafts, dedup);
        CustomFieldSet fields = known.fields();
        Map<String, Contact> current = known.contacts().stream()
                .collect(Collectors.toMap(Contact::email, contact -> contact, (a, b) -> a, HashMap::new));
        LinkedCompanies linked = link(tx, workspaceId, drafts, current, dedup, now);
        List<Revision> steps = new ArrayList<>();
        List<IntakeOutcome> outcomes = new ArrayList<>(drafts.size());
        for (ContactDraft draft : drafts) {
            Contact before = current.get(draft.email());
            IntakeOutcome outcome = outcome(workspaceId, draft, before, linked, fields, dedup, now, steps);
            stored(outcome).ifPresent(contact -> current.put(draft.email(), contact));
            outcomes.add(outcome);
        }
        revisions.store(tx, workspaceId, actor, steps);
        return outcomes;
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

    /** Only for those that will be written: what is skipped makes no company. */
    private LinkedCompanies link(
            Tx tx,
            UUID workspaceId,
            List<ContactDraft> drafts,
            Map<String, Contact> current,
            DedupBehavior dedup,
            Instant now) {
        List<CompanyChoice> choices = new ArrayList<>();
        List<String> emails = new ArrayList<>();
        for (ContactDraft draft : drafts) {
            Contact before = current.get(draft.email());
            if (before == null || (dedup == DedupBehavior.UPDATE && !before.isDeleted())) {
                choices.add(draft.fields().company());
                if (before == null && draft.fields().company() instanceof CompanyChoice.Keep) {
                    emails.add(draft.email());
                }
            }
        }
        return LinkedCompanies.find(tx, workspaceId, companies, choices, emails, now);
    }

    private IntakeOutcome outcome(
            UUID workspaceId,
            ContactDraft draft,
            @Nullable Contact before,
            LinkedCompanies linked,
            CustomFieldSet fields,
            DedupBehavior dedup,
            Instant now,
            List<Revision> steps) {
        try {
            if (before == null) {
                Revision creation = Revision.creation(created(workspaceId, draft, linked, fields, now));
                steps.add(creation);
                return new IntakeOutcome.Created(creation.after());
            }
            if (before.isDeleted() || dedup == DedupBehavior.SKIP) {
                return new IntakeOutcome.Skipped(before);
            }
            Optional<Revision> update = Revision.between(before, updated(before, draft, linked, fields), now);
            update.ifPresent(steps::add);
            return update.<IntakeOutcome>map(revision -> new IntakeOutcome.Updated(revision.after()))
                    .orElseGet(() -> new IntakeOutcome.Unchanged(before));
        } catch (Refusal refusal) {
            return new IntakeOutcome.Rejected(draft.email(), refusal.failure());
        }
    }

    private Contact created(
            UUID workspaceId, ContactDraft draft, LinkedCompanies linked, CustomFieldSet fields, Instant now) {
        Company company = linked.ofNew(draft.email(), draft.fields().company());
        Contact blank = Contact.blank(workspaceId, ids.next(), draft.email(), company, fields, now);
        return derivation.apply(null, blank.with(draft.fields(), fields), draft.fields());
    }

    private Contact updated(Contact before, ContactDraft draft, LinkedCompanies linked, CustomFieldSet fields) {
        ContactPatch patch = draft.fields();
        Company company = linked.chosen(patch.company(), before.company());
        return derivation.apply(before, before.with(patch, fields).withCompany(company), patch);
    }

    private static Optional<Contact> stored(IntakeOutcome outcome) {
        return switch (outcome) {
            case IntakeOutcome.Created created -> Optional.of(created.contact());
            case IntakeOutcome.Updated updated -> Optional.of(updated.contact());
            case IntakeOutcome.Unchanged unchanged -> Optional.empty();
            case IntakeOutcome.Skipped skipped -> Optional.empty();
            case IntakeOutcome.Rejected rejected -> Optional.empty();
        };
    }
}
