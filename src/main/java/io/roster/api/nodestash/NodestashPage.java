package io.roster.api.nodestash;

import io.roster.api.http.JsonOut;
import io.roster.contact.Contact;
import java.util.List;
import java.util.Optional;

/** The envelopes of the nodestash dialect: what surrounds one contact, and what surrounds a page of them. */
final class NodestashPage {
    private NodestashPage() {}

    /** One contact, with what its caller wanted included. */
    static byte[] one(Contact contact, Included included, String requestId) {
        return JsonOut.write(out -> out.object(body -> {
            NodestashContactJson.write(body, contact, included);
            meta(body, requestId);
        }));
    }

    static byte[] many(List<Contact> contacts, Optional<String> nextCursor, String requestId) {
        return JsonOut.write(out ->
                out.object(body -> body.array("data", contacts, contact -> NodestashContactJson.resource(body, contact))
                        .object(
                                "meta",
                                meta -> meta.text("request_id", requestId)
                                        .object(
                                                "pagination",
                                                page -> page.text("next_cursor", nextCursor.orElse(null))
                                                        .bool("has_more", nextCursor.isPresent())))));
    }

    static void meta(JsonOut body, String requestId) {
        body.object("meta", meta -> meta.text("request_id", requestId));
    }
}
