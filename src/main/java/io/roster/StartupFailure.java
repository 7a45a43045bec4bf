package io.roster;

/** Why the program cannot start, in a sentence for the person who started it. */
public final class StartupFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartupFailure(String message) {
        super(message);
    }

    public StartupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
