package io.roster.contact;

import io.roster.failure.Failure;

/** What became of one contact taken in. */
public sealed interface IntakeOutcome {
    record Created(Contact contact) implements IntakeOutcome {}

    record Updated(Contact contact) implements IntakeOutcome {}

    /** It was there, and has all that was given already. */
    record Unchanged(Contact contact) implements IntakeOutcome {}

    /** It was there, and stays as it is. */
    record Skipped(Contact contact) implements IntakeOutcome {}

    record Rejected(String email, Failure failure) implements IntakeOutcome {}
}
