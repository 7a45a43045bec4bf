package io.roster;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One variable of the configuration, which is also an option of the commands that start a server.
 *
 * @param meaning what it is for, as the help says it
 * @param accepted what a value must be, as the complaint about a bad one ends: "it must be …"
 * @param byDefault what holds when it is unset, as the help says it
 * @param secret whether its value is never shown
 * @param syntax reads a value; throws IllegalArgumentException, which for a secret carries a message fit to be shown
 * @param unset what it is when it is unset
 */
record Setting<T>(
        String variable,
        String meaning,
        String accepted,
        String byDefault,
        boolean secret,
        Function<String, T> syntax,
        Supplier<T> unset) {
    private static final String PREFIX = "ROSTER_";

    /** A setting that always has a value. */
    static <T> Setting<T> of(
            String variable, String meaning, String accepted, String byDefault, Function<String, T> syntax) {
        return new Setting<>(variable, meaning, accepted, byDefault, false, syntax, () -> syntax.apply(byDefault));
    }

    /** A setting that may have none; {@code otherwise} says what holds then. */
    static <T> Setting<Optional<T>> optional(
            String variable, String meaning, String accepted, String otherwise, Function<String, T> syntax) {
        return new Setting<>(
                variable, meaning, accepted, otherwise, false, syntax.andThen(Optional::of), Optional::empty);
    }

    /** The same, never shown. */
    Setting<T> asSecret() {
        return new Setting<>(variable, meaning, accepted, byDefault, true, syntax, unset);
    }

    /** {@code --database-url} for {@code ROSTER_DATABASE_URL}; a variable that is not Roster's own keeps all of its name. */
    String option() {
        String name = variable.startsWith(PREFIX) ? variable.substring(PREFIX.length()) : variable;
        return "--" + name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
