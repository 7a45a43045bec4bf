package io.roster.contact;

import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomValues;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.suppression.Screened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** A batch on its way through the pipeline: what was looked up for it, and row by row what becomes of it. All in memory. */
final class IntakeBatch {
    private final UUID workspaceId;
    private final CustomFieldSet fields;
    private final Map<String, Contact> current;
    private final Screened screened;
    private final IntakeOptions options;
    private final Instant now;
    private final IdentityHashMap<ContactDraft, Optional<Failure>> objections = new IdentityHashMap<>();
    private final NavigableMap<Integer, Revision> steps = new TreeMap<>();
    private final Set<String> created = new HashSet<>();

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

    /**
     * Takes them in the order of their addresses, and those of one address in theirs. The outcomes are in the drafts'
     * order, and so are ids and steps.
     *
     * @param made is given each new contact, as it is when all drafts of its address are taken
     */
    List<IntakeOutcome> take(List<ContactDraft> drafts, IntakeRules rules, Consumer<Contact> made) {
        List<UUID> newIds = drafts.stream().map(draft -> rules.ids().next()).toList();
        Map<String, List<Integer>> places = new TreeMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            places.computeIfAbsent(drafts.get(i).email(), email -> new ArrayList<>(1))
                    .add(i);
        }
        NavigableMap<Integer, IntakeOutcome> outcomes = new TreeMap<>();
        places.forEach((email, ofOne) -> {
            for (int i : ofOne) {
                outcomes.put(i, take(i, drafts.get(i), newIds.get(i), rules));
            }
            if (created.contains(email)) {
                made.accept(current.get(email));
            }
        });
        return List.copyOf(outcomes.values());
    }

    private IntakeOutcome take(int place, ContactDraft draft, UUID newId, IntakeRules rules) {
        Contact before = current.get(draft.email());
        if (before != null && !isUpdatable(before)) {
            return new IntakeOutcome.Skipped(before);
        }
        Optional<Failure> objection = objection(draft);
        if (objection.isPresent()) {
            return new IntakeOutcome.Rejected(draft.email(), objection.get());
        }
        try {
            return before == null ? create(place, draft, newId, rules) : update(place, before, draft.fields(), rules);
        } catch (Refusal refusal) {
            return new IntakeOutcome.Rejected(draft.email(), refusal.failure());
        }
    }

    /** What is to be stored, in its order. */
    List<Revision> steps() {
        return List.copyOf(steps.values());
    }

    /** The contacts that were created or changed, each once. */
    List<UUID> written() {
        return steps.values().stream().map(step -> step.after().id()).distinct().toList();
    }

    /** The addresses that are new to the workspace. */
    Set<String> created() {
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

    private IntakeOutcome create(int place, ContactDraft draft, UUID newId, IntakeRules rules) {
        ContactPatch patch = draft.fields().withoutClearing();
        Company company = rules.linked().ofNew(draft.email(), patch.company());
        Contact blank = Contact.blank(workspaceId, newId, draft.email(), company, fields, now);
        Contact derived = rules.derivation().apply(null, blank.with(patch, fields), patch);
        Contact contact =
                rules.scored(derived.withStanding(derived.standing().verified(screened.verification(draft.email()))));
        keep(place, Revision.creation(contact));
        created.add(contact.email());
        return new IntakeOutcome.Created(contact);
    }

    private IntakeOutcome update(int place, Contact before, ContactPatch patch, IntakeRules rules) {
        Company company = rules.linked().chosen(patch.company(), before.company());
        Contact after = rules.scored(
                rules.derivation().apply(before, before.with(patch, fields).withCompany(company), patch));
        Optional<Revision> revision = Revision.between(before, after, now);
        revision.ifPresent(step -> keep(place, step));
        return revision.<IntakeOutcome>map(step -> new IntakeOutcome.Updated(step.after()))
                .orElseGet(() -> new IntakeOutcome.Unchanged(before));
    }

    private void keep(int place, Revision step) {
        steps.put(place, step);
        current.put(step.after().email(), step.after());
    }
}
