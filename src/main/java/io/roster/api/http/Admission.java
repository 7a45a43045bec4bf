package io.roster.api.http;

import io.roster.access.Caller;
import io.roster.access.Scope;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.IdKind;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets a caller into a route, or refuses: 401 without credentials that hold, 403 with those that do not suffice. */
public final class Admission {
    private static final String SCHEME = "bearer ";

    private final Function<String, Caller> callers;
    private final Consumer<String> operator;

    /**
     * @param callers tells whose a token is, or refuses it
     * @param operator returns for the operator's token, and refuses any other
     */
    public Admission(Function<String, Caller> callers, Consumer<String> operator) {
        this.callers = callers;
        this.operator = operator;
    }

    /** Who calls a route with this access; nobody in particular where it is open or the operator's. */
    Optional<Caller> admit(Access access, Incoming incoming) {
        return switch (access) {
            case Access.Open() -> Optional.empty();
            case Access.Operator() -> {
                operator.accept(token(incoming));
                yield Optional.empty();
            }
            case Access.Scoped(Scope scope) -> {
                Caller caller = callers.apply(token(incoming));
                caller.require(scope);
                requireOwnWorkspace(caller, incoming);
                yield Optional.of(caller);
            }
        };
    }

    /** RFC 6750: the scheme is matched without regard to case. */
    private static String token(Incoming incoming) {
        String header = incoming.header("Authorization").orElseThrow(Admission::missing);
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw missing();
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw missing();
        }
        return token;
    }

    private static Refusal missing() {
        return new Failure.Unauthenticated("Missing or invalid Authorization header").refusal();
    }

    private static void requireOwnWorkspace(Caller caller, Incoming incoming) {
        String own = IdKind.WORKSPACE.format(caller.workspaceId());
        if (incoming.header("X-Workspace-Id").filter(sent -> !sent.equals(own)).isPresent()) {
            throw new Failure.Forbidden("X-Workspace-Id names another workspace than the key's own").refusal();
        }
    }
}
