package io.roster.api.nodestash;

import io.roster.access.Scope;
import io.roster.api.http.Call;
import io.roster.failure.Failure;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a contact can be read with, and the scope that it takes to see it. */
enum Include {
    /** A contact's own answer in the other dialect shows its company, so this takes no more than reading contacts. */
    COMPANY(Scope.CONTACTS_READ),
    EVENTS(Scope.EVENTS_READ),
    ENROLLMENTS(Scope.SEQUENCES_READ);

    private static final String NAMES =
            Arrays.stream(values()).map(Include::wire).collect(Collectors.joining(", "));

    private final Scope scope;

    Include(Scope scope) {
        this.scope = scope;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that the parameter {@code include} names, each of which the caller must be allowed to see. */
    static Set<Include> of(Call call) {
        Set<Include> includes = EnumSet.noneOf(Include.class);
        call.query().one("include").ifPresent(list -> {
            for (String name : list.split(",", -1)) {
                includes.add(of(name.strip()));
            }
        });
        includes.forEach(include -> call.caller().require(include.scope));
        return includes;
    }

    private static Include of(String name) {
        return Arrays.stream(values())
                .filter(include -> include.wire().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.invalid(
                        "include", "include must be a comma-separated list of any of %s".formatted(NAMES)));
    }
}
