package io.roster;

/** Why a command did not do what it was told, in one line for the operator. The process ends with exit status 1. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailure(String line) {
        super(line);
    }

    public CommandFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
