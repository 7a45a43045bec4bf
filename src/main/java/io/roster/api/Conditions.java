package io.roster.api;

import io.roster.api.http.Call;
import io.roster.api.http.EntityTag;
import io.roster.api.http.Reply;
import io.roster.contact.Contact;
import io.roster.contact.Precondition;
import java.util.function.Function;

/** The conditional requests of RFC 9110, 13: what a contact's tag decides, in any dialect. */
public final class Conditions {
    private Conditions() {}

    /** The answer to a GET: the body with its tag, or 304 to a caller that names the tag. */
    public static Reply ifNoneMatch(Call call, EntityTag tag, byte[] body) {
        boolean known = call.header("If-None-Match").filter(tag::isKnownBy).isPresent();
        return (known ? Reply.empty(304) : Reply.json(200, body)).with("ETag", tag.header());
    }

    /** What an {@code If-Match} demands of the contact under lock; nothing when there is none. */
    public static Precondition ifMatch(Call call, Function<Contact, EntityTag> tag) {
        return call.header("If-Match")
                .<Precondition>map(tags -> contact -> tag.apply(contact).matches(tags))
                .orElse(Precondition.NONE);
    }
}
