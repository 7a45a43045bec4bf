package io.roster.api.nimbus;

import io.roster.api.http.Reply;
import io.roster.contact.Contact;
import io.roster.contact.ContactPatch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What went well, but not as the caller may think: in the header {@code Roster-Warnings}. */
final class Warnings {
    private static final int MOST = 50;
    private static final int LONGEST = 64;

    private Warnings() {}

    static Reply unknownCustomFields(Reply reply, List<String> names) {
        return names.isEmpty()
                ? reply
                : reply.with(
                        "Roster-Warnings",
                        names.stream().limit(MOST).map(Warnings::warning).collect(Collectors.joining(", ")));
    }

    /** The same for one row of a batch, in the row itself. */
    static List<String> of(ContactPatch said, Contact contact) {
        return contact.custom().fields().unknown(said.customFields().keySet()).stream()
                .limit(MOST)
                .map("unknown_custom_field="::concat)
                .toList();
    }

    /** Percent-encoded, for a name may have anything in it and a header may not. */
    private static String warning(String name) {
        String start = name.codePointCount(0, name.length()) > LONGEST
                ? name.substring(0, name.offsetByCodePoints(0, LONGEST))
                : name;
        return "unknown_custom_field=" + URLEncoder.encode(start, StandardCharsets.UTF_8);
    }
}
