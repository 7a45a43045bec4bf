package io.roster.filter;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;

/** Where in the input something stands: {@code filters[3].value}. */
record Place(String path) {
    Place of(String name) {
        return new Place(path.isEmpty() ? name : path + "." + name);
    }

    Place at(int index) {
        return new Place("%s[%d]".formatted(path, index));
    }

    /** The refusal of what stands here. */
    Refusal must(String be) {
        return Failure.invalid(path, "%s must be %s".formatted(path, be));
    }

    Refusal refusal(String message) {
        return Failure.invalid(path, message);
    }
}
