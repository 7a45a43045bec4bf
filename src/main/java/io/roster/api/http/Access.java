package io.roster.api.http;

/** Who may call a route. */
public sealed interface Access {
    /** Anyone, without credentials. */
    record Open() implements Access {}

    /** Anyone on the machine that the server runs on; from elsewhere, the operator. */
    record Local() implements Access {}

    /** The operator, by the admin key. */
    record Operator() implements Access {}

    /** Any API key of a workspace, whatever its scopes; not an access token. */
    record KeyHolder() implements Access {}

    /** A key of a workspace that has been granted {@code scope}. */
    record Scoped(io.roster.access.Scope scope) implements Access {}

    /** A key that has been granted one of the two; which one it takes depends on the call, and the handler asks for it. */
    record Either(io.roster.access.Scope usual, io.roster.access.Scope other) implements Access {}
}
