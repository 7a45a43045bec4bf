package io.roster.failure;

/** A {@link Failure} on its way to the caller. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    Refusal(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
