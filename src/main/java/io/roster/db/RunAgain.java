package io.roster.db;

/** Thrown inside a transaction that lost a race it can only win anew: it is rolled back, and run again from its start. */
public final class RunAgain extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunAgain() {
        super("lost a race", null, false, false);
    }
}
