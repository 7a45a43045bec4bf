package io.roster.contact;

import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomValues;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.UuidV7;
import io.roster.suppression.Screened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A batch on its way through the pipeline: what was looked up for it, and row by row what becomes of it. All in memory. */
final class IntakeBatch {
    private final UUID workspaceId;
    private final CustomFieldSet fields;
    private final Map<String, Contact> current;
    private final Screened screened;
    private final IntakeOptions options;
    private final Instant now;
    private final IdentityHashMap<ContactDraft, Optional<Failure>> objections = new IdentityHashMap<>();
    private final List<Revision> steps = new ArrayList<>();
    private final List<String> created = new ArrayList<>();

    /** The map of the contacts that are there, by address, becomes the batch's own, and follows what it does. */
    IntakeBatch(
            UUID workspaceId,
            CustomFieldSet fields,
            Map<String, Contact> current,
            Screened screened,
            IntakeOptions options,
            Instant now) {
        this.workspaceId = workspaceId;
        this.fields = fields;
        this.current = current;
        this.screened = screened;
        this.options = options;
        this.now = now;
    }

    UUID workspaceId() {
        return workspaceId;
    }

    Instant now() {
        return now;
    }

    boolean isNew(ContactDraft draft) {
        return !current.containsKey(draft.email());
    }

    boolean willWrite(ContactDraft draft) {
        Contact before = current.get(draft.email());
        return (before == null || isUpdatable(before)) && objection(draft).isEmpty();
    }

    IntakeOutcome take(ContactDraft draft, LinkedCompanies linked, Derivation derivation, UuidV7 ids) {
        Contact before = current.get(draft.email());
        if (before != null && !isUpdatable(before)) {
            return new IntakeOutcome.Skipped(before);
        }
        Optional<Failure> objection = objection(draft);
        if (objection.isPresent()) {
            return new IntakeOutcome.Rejected(draft.email(), objection.get());
        }
        try {
            return before == null
                    ? create(draft, linked, derivation, ids)
                    : update(before, draft.fields(), linked, derivation);
        } catch (Refusal refusal) {
            return new IntakeOutcome.Rejected(draft.email(), refusal.failure());
        }
    }

    /** What is to be stored, in its order. */
    List<Revision> steps() {
        return steps;
    }

    /** The addresses that are new to the workspace. */
    List<String> created() {
        return created;
    }

    private boolean isUpdatable(Contact before) {
        return options.dedup() == DedupBehavior.UPDATE && !before.isDeleted();
    }

    /** What stands against a draft that is known before anything is made for it; found out once. */
    private Optional<Failure> objection(ContactDraft draft) {
        return objections.computeIfAbsent(draft, this::findObjection);
    }

    private Optional<Failure> findObjection(ContactDraft draft) {
        try {
            CustomValues.of(fields).with(fields, draft.fields().customFields());
        } catch (Refusal refusal) {
            return Optional.of(refusal.failure());
        }
        return isNew(draft) ? screened.against(draft.email()) : Optional.empty();
    }

    private IntakeOutcome create(ContactDraft draft, LinkedCompanies linked, Derivation derivation, UuidV7 ids) {
        ContactPatch patch = draft.fields().withoutClearing();
        Company company = linked.ofNew(draft.email(), patch.company());
        Contact blank = Contact.blank(workspaceId, ids.next(), draft.email(), company, fields, now);
        Contact derived = derivation.apply(null, blank.with(patch, fields), patch);
        Contact contact = derived.withStanding(derived.standing().verified(screened.verification(draft.email())));
        keep(Revision.creation(contact));
        created.add(contact.email());
        return new IntakeOutcome.Created(contact);
    }

    private IntakeOutcome update(Contact before, ContactPatch patch, LinkedCompanies linked, Derivation derivation) {
        @Nullable Company company = linked.chosen(patch.company(), before.company());
        Contact after = derivation.apply(before, before.with(patch, fields).withCompany(company), patch);
        Optional<Revision> revision = Revision.between(before, after, now);
        revision.ifPresent(this::keep);
        return revision.<IntakeOutcome>map(step -> new IntakeOutcome.Updated(step.after()))
                .orElseGet(() -> new IntakeOutcome.Unchanged(before));
    }

    private void keep(Revision step) {
        steps.add(step);
        current.put(step.after().email(), step.after());
    }
}
