package io.roster.importing;

import io.roster.contact.IntakeOutcome;

/** What became of the rows of an import. */
public record Counts(int created, int updated, int unchanged, int skipped, int rejected) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public int processed() {
        return created + updated + unchanged + skipped + rejected;
    }

    Counts and(IntakeOutcome outcome) {
        return switch (outcome) {
            case IntakeOutcome.Created o -> new Counts(created + 1, updated, unchanged, skipped, rejected);
            case IntakeOutcome.Updated o -> andUpdated();
            case IntakeOutcome.Unchanged o -> new Counts(created, updated, unchanged + 1, skipped, rejected);
            case IntakeOutcome.Skipped o -> andSkipped();
            case IntakeOutcome.Rejected o -> andRejected();
        };
    }

    Counts andUpdated() {
        return new Counts(created, updated + 1, unchanged, skipped, rejected);
    }

    Counts andSkipped() {
        return new Counts(created, updated, unchanged, skipped + 1, rejected);
    }

    Counts andRejected() {
        return new Counts(created, updated, unchanged, skipped, rejected + 1);
    }
}
