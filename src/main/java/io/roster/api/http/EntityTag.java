package io.roster.api.http;

import io.roster.failure.Failure;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The validator of a representation (RFC 9110, 8.8.3), always a strong one: equal tags mean equal bytes. Take it of what
 * describes the resource, not of an envelope that carries the request's id.
 *
 * @param header as it stands in {@code ETag}, with its quotes
 */
public record EntityTag(String header) {
    private static final int DIGEST_BYTES = 16;
    private static final Pattern ITEM =
            Pattern.compile("\\s*(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")\\s*(?:,|$)|\\s*,");

    public static EntityTag of(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
            return new EntityTag('"' + text + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether an {@code If-Match} of this value holds: strong comparison, so that a weak tag never does. */
    public boolean matches(String ifMatch) {
        return isAmong("If-Match", ifMatch, false);
    }

    /** Whether an {@code If-None-Match} of this value names this tag, so that a GET is answered 304: weak comparison. */
    public boolean isKnownBy(String ifNoneMatch) {
        return isAmong("If-None-Match", ifNoneMatch, true);
    }

    private boolean isAmong(String name, String list, boolean weakToo) {
        if (list.strip().equals("*")) {
            return true;
        }
        boolean found = false;
        int at = 0;
        Matcher item = ITEM.matcher(list);
        while (at < list.length()) {
            if (!item.find(at) || item.start() != at) {
                throw Failure.invalid(name, "%s must be * or a list of quoted entity tags".formatted(name));
            }
            found |= header.equals(item.group(2)) && (weakToo || item.group(1) == null);
            at = item.end();
        }
        return found;
    }
}
