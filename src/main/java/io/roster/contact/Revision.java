package io.roster.contact;

import io.roster.changelog.Actor;
import io.roster.changelog.Change;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a contact's life.
 *
 * @param before null when it wasn't there
 * @param fields what differs
 * @param follows whether the cause is not what happened to the contact itself, but to something that it shows or depends on
 */
record Revision(@Nullable Contact before, Contact after, Map<String, Change.FromTo> fields, boolean follows) {
    static Revision creation(Contact contact) {
        return new Revision(null, contact, Map.of(), false);
    }

    /** The step from {@code before} to {@code after} at {@code now}; empty when nothing that is shown differs. */
    static Optional<Revision> between(Contact before, Contact after, Instant now) {
        Map<String, Change.FromTo> fields = ContactDifference.between(before, after);
        // Clocks of several servers differ a little: a contact's own time never runs backwards.
        Instant at = now.isBefore(before.updatedAt()) ? before.updatedAt() : now;
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new Revision(before, after.withUpdatedAt(at), fields, false));
    }

    /** The same where the contact only follows its company, or a model. */
    static Optional<Revision> following(Contact before, Contact after, Instant now) {
        return between(before, after, now).map(step -> new Revision(step.before, step.after, step.fields, true));
    }

    /** What the step is called when it comes from {@code source}. */
    Change.Type type(Actor.Source source) {
        if (before == null) {
            return Change.Type.CREATED;
        }
        if (after.isDeleted() && !before.isDeleted()) {
            return Change.Type.DELETED;
        }
        return switch (source) {
            case ENRICHMENT -> follows ? changed() : Change.Type.ENRICHED;
            case MERGE -> Change.Type.MERGED;
            case API, IMPORT, ENGINE, SCORING -> changed();
        };
    }

    private Change.Type changed() {
        return Change.isScoring(fields) ? Change.Type.SCORED : Change.Type.UPDATED;
    }
}
