package io.roster.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look has found.
 *
 * @param about what was looked at, in a word or two
 * @param cure what to do; null unless this is a problem
 */
public record Finding(
        String about, State state, String detail, @Nullable String cure) {
    /** How it is. */
    public enum State {
        GOOD,
        /** Neither good nor bad, such as that nothing runs. */
        NOTE,
        PROBLEM
    }

    static Finding good(String about, String detail) {
        return new Finding(about, State.GOOD, detail, null);
    }

    static Finding note(String about, String detail) {
        return new Finding(about, State.NOTE, detail, null);
    }

    /** A problem, as which the operator is told a configuration that cannot be read, too. */
    public static Finding problem(String about, String detail, String cure) {
        return new Finding(about, State.PROBLEM, detail, cure);
    }

    public boolean isProblem() {
        return state == State.PROBLEM;
    }

    /** For programs. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("about", about);
        object.put("state", word());
        object.put("detail", detail);
        object.put("cure", cure);
        return object;
    }

    /** For people: one line, or two with the cure. */
    public String text() {
        return "%-8s %s: %s".formatted(word(), about, detail) + (cure == null ? "" : "\n         " + cure);
    }

    private String word() {
        return switch (state) {
            case GOOD -> "ok";
            case NOTE -> "note";
            case PROBLEM -> "problem";
        };
    }
}
