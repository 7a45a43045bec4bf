package io.roster.api.http;

import io.roster.access.Scope;

/**
 * One row of a dialect's table of routes.
 *
 * @param method in upper case
 * @param path with parameters in braces, without a trailing slash: {@code /api/v1/contacts/{id}}
 */
public record Route(String method, String path, Access access, Handler handler) {
    /** What answers a route: decode, one call of a verb, encode. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call);
    }

    public static Route open(String method, String path, Handler handler) {
        return new Route(method, path, new Access.Open(), handler);
    }

    public static Route local(String method, String path, Handler handler) {
        return new Route(method, path, new Access.Local(), handler);
    }

    public static Route operator(String method, String path, Handler handler) {
        return new Route(method, path, new Access.Operator(), handler);
    }

    public static Route keyHolder(String method, String path, Handler handler) {
        return new Route(method, path, new Access.KeyHolder(), handler);
    }

    public static Route scoped(String method, String path, Scope scope, Handler handler) {
        return new Route(method, path, new Access.Scoped(scope), handler);
    }

    public static Route either(String method, String path, Scope usual, Scope other, Handler handler) {
        return new Route(method, path, new Access.Either(usual, other), handler);
    }
}
