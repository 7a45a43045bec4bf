package io.roster.failure;

/** The server cannot start, for a reason that its operator can mend: the message is one line that says what and how. */
public final class StartupFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartupFailure(String message) {
        super(message);
    }
}
