package io.roster.api.http;

import io.roster.access.Allowance;
import io.roster.access.Caller;
import io.roster.access.RateLimits;
import io.roster.access.Scope;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.IdKind;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets a caller into a route, or refuses: 401 without credentials that hold, 429 too often, 403 where they do not suffice. */
public final class Admission {
    private static final String SCHEME = "bearer ";

    private final Function<String, Caller> callers;
    private final Consumer<String> operator;
    private final Optional<RateLimits> limits;

    /**
     * @param callers tells whose a token is, or refuses it
     * @param operator returns for the operator's token, and refuses any other
     */
    public Admission(Function<String, Caller> callers, Consumer<String> operator, RateLimits limits) {
        this(callers, operator, Optional.of(limits));
    }

    /** The same for a server that nobody can call too often. */
    public Admission(Function<String, Caller> callers, Consumer<String> operator) {
        this(callers, operator, Optional.empty());
    }

    private Admission(Function<String, Caller> callers, Consumer<String> operator, Optional<RateLimits> limits) {
        this.callers = callers;
        this.operator = operator;
        this.limits = limits;
    }

    /** Who calls a route with this access; nobody in particular where it is open or the operator's. */
    Optional<Caller> identify(Access access, Incoming incoming) {
        try {
            return switch (access) {
                case Access.Open() -> Optional.empty();
                case Access.Local() -> {
                    if (!incoming.isFromThisMachine()) {
                        operator.accept(token(incoming));
                    }
                    yield Optional.empty();
                }
                case Access.Operator() -> {
                    operator.accept(token(incoming));
                    yield Optional.empty();
                }
                case Access.KeyHolder(), Access.Scoped(Scope _), Access.Either(Scope _, Scope _) ->
                    Optional.of(callers.apply(token(incoming)));
            };
        } catch (Refusal e) {
            if (e.failure() instanceof Failure.Unauthenticated) {
                limits.ifPresent(limit -> limit.failed(incoming.address()));
            }
            throw e;
        }
    }

    /** What the request takes of its caller's rate limit; nothing where there is none. */
    Optional<Allowance> take(Optional<Caller> caller) {
        return limits.flatMap(limit -> caller.flatMap(limit::take));
    }

    /** Refuses a caller that may not do this, or means another workspace. */
    void authorise(Access access, Optional<Caller> caller, Incoming incoming) {
        caller.ifPresent(known -> {
            switch (access) {
                case Access.Open(), Access.Local(), Access.Operator() -> {}
                case Access.KeyHolder() -> requireKey(known);
                case Access.Scoped(Scope scope) -> known.require(scope);
                case Access.Either(Scope _, Scope _) -> {} // the handler knows which of them the call takes
            }
            requireOwnWorkspace(known, incoming);
        });
    }

    private static void requireKey(Caller caller) {
        if (caller.byToken()) {
            throw new Failure.Forbidden("This takes an API key; an access token does not do").refusal();
        }
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
