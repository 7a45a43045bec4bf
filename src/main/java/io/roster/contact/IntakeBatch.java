package io.roster.contact;

import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.suppression.Screened;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A batch on its way through the pipeline: what was looked up for it, and row by row what becomes of it. All in memory. */
final class IntakeBatch {
    private final UUID workspaceId;
    private final Preparation preparation;
    private final Map<String, Contact> current;
    private final Screened screened;
    private final IntakeOptions options;
    private final Instant now;
    private final Set<String> created = new HashSet<>();
    /** By the place of the draft that each comes from. */
    private @Nullable Revision[] steps = {};

    /** The map of the contacts that are there, by address, becomes the batch's own, and follows what it does. */
    IntakeBatch(
            UUID workspaceId,
            Preparation preparation,
            Map<String, Contact> current,
            Screened screened,
            IntakeOptions options,
            Instant now) {
        this.workspaceId = workspaceId;
        this.preparation = preparation;
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
        return preparation.fields();
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
        steps = new @Nullable Revision[drafts.size()];
        IntakeOutcome[] outcomes = new IntakeOutcome[drafts.size()];
        String last = null;
        for (int i : placesByAddress(drafts)) {
            String email = drafts.get(i).email();
            if (!email.equals(last)) {
                giveIfCreated(last, made);
            }
            outcomes[i] = take(i, drafts.get(i), newIds.get(i), rules);
            last = email;
        }
        giveIfCreated(last, made);
        return List.of(outcomes);
    }

    private static int[] placesByAddress(List<ContactDraft> drafts) {
        return IntStream.range(0, drafts.size())
                .boxed() // for a stable sort, which keeps the order of those of one address
                .sorted(Comparator.comparing(i -> drafts.get(i).email()))
                .mapToInt(i -> i)
                .toArray();
    }

    private void giveIfCreated(@Nullable String email, Consumer<Contact> made) {
        if (email != null && created.contains(email)) {
            made.accept(Objects.requireNonNull(current.get(email)));
        }
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
        return Arrays.stream(steps).filter(Objects::nonNull).toList();
    }

    /** The contacts that were created or changed, each once. */
    List<UUID> written() {
        return steps().stream().map(step -> step.after().id()).distinct().toList();
    }

    /** The addresses that are new to the workspace. */
    Set<String> created() {
        return created;
    }

    private boolean isUpdatable(Contact before) {
        return options.dedup() == DedupBehavior.UPDATE && !before.isDeleted();
    }

    private Optional<Failure> objection(ContactDraft draft) {
        Failure malformed = preparation.checked(draft).objection();
        if (malformed != null) {
            return Optional.of(malformed);
        }
        return isNew(draft) ? screened.against(draft.email()) : Optional.empty();
    }

    private IntakeOutcome create(int place, ContactDraft draft, UUID newId, IntakeRules rules) {
        Company company = rules.linked().ofNew(draft.email(), draft.fields().company());
        Contact contact = rules.scored(preparation
                .sketch(draft)
                .begun(workspaceId, newId, company, screened.verification(draft.email()), now));
        keep(place, Revision.creation(contact));
        created.add(contact.email());
        return new IntakeOutcome.Created(contact);
    }

    private IntakeOutcome update(int place, Contact before, ContactPatch patch, IntakeRules rules) {
        Company company = rules.linked().chosen(patch.company(), before.company());
        Contact after = rules.scored(
                rules.derivation().apply(before, before.with(patch, fields()).withCompany(company), patch));
        Optional<Revision> revision = Revision.between(before, after, now);
        revision.ifPresent(step -> keep(place, step));
        return revision.<IntakeOutcome>map(step -> new IntakeOutcome.Updated(step.after()))
                .orElseGet(() -> new IntakeOutcome.Unchanged(before));
    }

    private void keep(int place, Revision step) {
        steps[place] = step;
        current.put(step.after().email(), step.after());
    }
}
