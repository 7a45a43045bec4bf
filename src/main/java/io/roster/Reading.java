package io.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One pass over the settings, which gathers the faults, so that the operator sees all of them at once. */
final class Reading {
    private static final int SHOWN = 200;

    private final Map<String, String> environment;
    private final Map<String, String> options;
    private final List<String> faults = new ArrayList<>();

    Reading(Map<String, String> environment, Map<String, String> options) {
        this.environment = environment;
        this.options = options;
    }

    /** The setting's value. An option beats the variable; an empty value of either is none. */
    <T> T value(Setting<T> setting) {
        String text = options.getOrDefault(setting.option(), environment.getOrDefault(setting.variable(), ""));
        if (text.isEmpty()) {
            return setting.unset().get();
        }
        try {
            return setting.syntax().apply(text);
        } catch (IllegalArgumentException e) {
            faults.add(setting.variable() + fault(setting, text, e) + ": it must be " + setting.accepted());
            return setting.unset().get();
        }
    }

    /** Adds what is wrong with several settings together. */
    void fault(String fault) {
        faults.add(fault);
    }

    /** Throws what was found, if anything was. */
    void check() {
        if (!faults.isEmpty()) {
            throw new BadConfig(faults);
        }
    }

    private static String fault(Setting<?> setting, String text, IllegalArgumentException e) {
        return setting.secret() ? " (not shown) " + e.getMessage() : "=" + shown(text) + " is not accepted";
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + "\"";
    }
}
