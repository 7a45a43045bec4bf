package io.roster.api.http;

import io.roster.access.Caller;
import io.roster.db.Tx;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** One request on its way through a handler: authenticated, its route known, its body not yet read. */
public interface Call {
    /** The `req_…` id that the answer carries in `X-Request-Id`. */
    String requestId();

    /** Who calls; a defect to ask on a route that is not {@link Access.Scoped}. */
    Caller caller();

    /** A path parameter, percent-decoded. */
    String path(String name);

    /** The query string. */
    Query query();

    Optional<String> header(String name);

    /** The body as a JSON object; an absent body is an empty object where {@code optional}. */
    ObjectNode body();

    /** The body as a JSON object, or an empty one when there is no body at all. */
    ObjectNode bodyOrEmpty();

    /**
     * Runs {@code work} in one transaction, with the answer rendered inside it, so that a POST's stored idempotent answer
     * commits with its effects.
     */
    Reply write(Function<Tx, Reply> work);
}
