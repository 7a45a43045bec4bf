package io.roster;

import java.util.List;

/** A configuration that the program does not start with, and every fault of it, one line each. */
public final class BadConfig extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    BadConfig(List<String> faults) {
        super(String.join("\n", faults), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
