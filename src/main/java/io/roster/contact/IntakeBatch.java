package io.roster.contact;

import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomValues;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.suppression.Screened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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

    CustomFieldSet fields() {
        return fields;
    }

    /** Those that are there, and may be changed. */
    List<UUID> updatable() {
        return current.values().stream()
                .filter(this::isUpdatable)
                .map(Contact::id)
                .toList();
    }

    IntakeOutcome take(ContactDraft draft, IntakeRules rules) {
        Contact before = current.get(draft.email());
        if (before != null && !isUpdatable(before)) {
            return new IntakeOutcome.Skipped(before);
        }
        Optional<Failure> objection = objection(draft);
        if (objection.isPresent()) {
            return new IntakeOutcome.Rejected(draft.email(), objection.get());
        }
        try {
            return before == null ? create(draft, rules) : update(before, draft.fields(), rules);
        } catch (Refusal refusal) {
            return new IntakeOutcome.Rejected(draft.email(), refusal.failure());
        }
    }

    /** What is to be stored, in its order. */
    List<Revision> steps() {
        return steps;
    }

    /** The contacts that were created or changed, each once. */
    List<UUID> written() {
        return steps.stream().map(step -> step.after().id()).distinct().toList();
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

    private IntakeOutcome create(ContactDraft draft, IntakeRules rules) {
        ContactPatch patch = draft.fields().withoutClearing();
        Company company = rules.linked().ofNew(draft.email(), patch.company());
        Contact blank = Contact.blank(workspaceId, rules.ids().next(), draft.email(), company, fields, now);
        Contact derived = rules.derivation().apply(null, blank.with(patch, fields), patch);
        Contact contact =
                rules.scored(derived.withStanding(derived.standing().verified(screened.verification(draft.email()))));
        keep(Revision.creation(contact));
        created.add(contact.email());
        return new IntakeOutcome.Created(contact);
    }

    private IntakeOutcome update(Contact before, ContactPatch patch, IntakeRules rules) {
        Company company = rules.linked().chosen(patch.company(), before.company());
        Contact after = rules.scored(
                rules.derivation().apply(before, before.with(patch, fields).withCompany(company), patch));
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
