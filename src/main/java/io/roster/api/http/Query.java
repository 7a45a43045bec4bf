package io.roster.api.http;

import io.roster.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The parameters of a query string, decoded, in their order. */
public record Query(Map<String, List<String>> parameters) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** The only value of {@code name}; given twice is a fault. */
    public Optional<String> one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw Failure.invalid(name, "%s may be given once only".formatted(name));
        }
        return values.stream().findFirst();
    }

    /** The only value of {@code name}, a whole number from 1 to {@code most}. */
    public Optional<Integer> number(String name, int most) {
        return number(name, 1, most);
    }

    /** The only value of {@code name}, a whole number from {@code least}, which is not negative, to {@code most}. */
    public Optional<Integer> number(String name, int least, int most) {
        return one(name).map(text -> {
            int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
            if (number < least || number > most) {
                throw Failure.invalid(name, "%s must be a whole number from %d to %d".formatted(name, least, most));
            }
            return number;
        });
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
