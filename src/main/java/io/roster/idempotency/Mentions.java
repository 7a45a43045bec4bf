package io.roster.idempotency;

import io.roster.id.IdKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a body mentions: contacts by their ids in either dialect, and addresses by a digest in the form of a UUID. */
final class Mentions {
    private static final Pattern CONTACT = Pattern.compile("\\b(?:cont|ct)_([0-9A-Za-z]{22})\\b");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>@]{1,64}@[^\\s\"'<>@,]{1,255}");

    private Mentions() {}

    static Set<UUID> of(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        Set<UUID> found = new LinkedHashSet<>();
        Matcher contact = CONTACT.matcher(text);
        while (contact.find()) {
            IdKind.CONTACT.parse("cont_" + contact.group(1)).ifPresent(found::add);
        }
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            found.add(ofAddress(address.group()));
        }
        return found;
    }

    static UUID ofAddress(String address) {
        ByteBuffer digest =
                ByteBuffer.wrap(Sha256.of(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }
}
