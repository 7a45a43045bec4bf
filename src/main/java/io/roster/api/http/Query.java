package io.roster.api.http;

import io.roster.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The parameters of a query string, decoded, in their order. */
public record Query(Map<String, List<String>> parameters) {
    /** The only value of {@code name}; given twice is a fault. */
    public Optional<String> one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw Failure.invalid(name, "%s may be given once only".formatted(name));
        }
        return values.stream().findFirst();
    }

    /** Every value of {@code name}, as often as it was given. */
    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** Refuses every parameter that is not one of {@code known}. */
    public void allowOnly(Set<String> known) {
        allowOnly(known::contains);
    }

    /** Refuses every parameter whose name is none of the known. */
    public void allowOnly(Predicate<String> isKnown) {
        for (String name : parameters.keySet()) {
            if (!isKnown.test(name)) {
                throw Failure.invalid(name, "Unknown query parameter: %s".formatted(name));
            }
        }
    }
}
