package io.roster.api.http;

import io.roster.access.Caller;
import io.roster.db.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** One request on its way through a handler: authenticated, its route known, its body not yet read. */
public final class Call {
    private final String requestId;
    private final Incoming incoming;
    private final Map<String, String> parameters;
    private final Optional<Caller> caller;
    private final Body body;
    private final Function<Function<Tx, Reply>, Reply> transaction;

    Call(
            String requestId,
            Incoming incoming,
            Map<String, String> parameters,
            Optional<Caller> caller,
            Body body,
            Function<Function<Tx, Reply>, Reply> transaction) {
        this.requestId = requestId;
        this.incoming = incoming;
        this.parameters = parameters;
        this.caller = caller;
        this.body = body;
        this.transaction = transaction;
    }

    /** The {@code req_…} id that the answer carries in {@code X-Request-Id}. */
    public String requestId() {
        return requestId;
    }

    /** Who calls; a defect to ask on a route that is not {@link Access.Scoped}. */
    public Caller caller() {
        return caller.orElseThrow(() -> new IllegalStateException("a route without a scope has no caller"));
    }

    /** A path parameter, percent-decoded. */
    public String path(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the route's path has no parameter " + name);
        }
        return value;
    }

    /** The query string; refused when it is malformed. */
    public Query query() {
        return QueryString.parse(incoming.queryString());
    }

    /** A header; one that was sent several times is the list of its values. */
    public Optional<String> header(String name) {
        return incoming.header(name);
    }

    /** The body as a JSON object; refused when there is none, or it is no such object. */
    public ObjectNode body() {
        return body.required();
    }

    /** The body as a JSON object, or an empty one when there is no body at all. */
    public ObjectNode bodyOrEmpty() {
        return body.orEmpty();
    }

    /** Reads the body as multipart/form-data, part by part; refused when it is no such body. */
    public void multipart(Parts parts) {
        body.multipart(parts);
    }

    /**
     * Runs {@code work} in one transaction, with the answer rendered inside it, so that a POST's stored idempotent answer
     * commits with its effects.
     */
    public Reply write(Function<Tx, Reply> work) {
        return transaction.apply(work);
    }
}
