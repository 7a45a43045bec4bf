package io.roster.access;

import io.roster.failure.Failure;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The scopes of a key as they were given, {@code *} among them, without repetition. */
public record Grant(List<String> names) {
    private static final String ALL = "*";

    public Grant {
        names = names.stream().distinct().toList();
    }

    /** What a caller asked for: at least one scope, and none that is unknown. */
    public static Grant of(List<String> names) {
        if (names.isEmpty()) {
            throw Failure.invalid("scopes", "scopes must name at least one scope, or be [\"*\"]");
        }
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equals(ALL) && Scope.of(names.get(i)).isEmpty()) {
                throw Failure.invalid(
                        "scopes[%d]".formatted(i), "Not a scope; the scopes are *, " + String.join(", ", known()));
            }
        }
        return new Grant(names);
    }

    /**
     * What the names stand for. A name that this version does not know stands for nothing: it was stored by a newer
     * server on the same database.
     */
    public Set<Scope> scopes() {
        Set<Scope> granted = EnumSet.noneOf(Scope.class);
        if (names.contains(ALL)) {
            granted.addAll(Scope.ALL_BUT_NAMED);
        }
        names.stream().map(Scope::of).flatMap(Optional::stream).forEach(granted::add);
        return granted;
    }

    private static List<String> known() {
        return EnumSet.allOf(Scope.class).stream().map(Scope::wire).toList();
    }
}
