package io.roster.failure;

import org.jspecify.annotations.Nullable;

/** A {@link Failure} on its way to the caller. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    Refusal(Failure failure, @Nullable Throwable cause) {
        super(failure.message(), cause, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
