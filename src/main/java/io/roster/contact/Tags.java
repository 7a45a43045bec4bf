package io.roster.contact;

import io.roster.failure.Failure;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rules of a contact's tags: at most 100, of 1 to 64 characters, in the order given, each once. */
public final class Tags {
    private static final int MAX_TAGS = 100;
    private static final int MAX_LENGTH = 64;

    private Tags() {}

    /** The tags as they are stored, or refused with the place of the one at fault, such as {@code tags[2]}. */
    public static List<String> normalise(String place, List<String> raw) {
        Set<String> tags = new LinkedHashSet<>();
        for (int i = 0; i < raw.size(); i++) {
            String tag = raw.get(i).strip();
            if (tag.isEmpty() || tag.codePointCount(0, tag.length()) > MAX_LENGTH) {
                throw Failure.invalid(
                        "%s[%d]".formatted(place, i), "A tag must have 1 to %d characters".formatted(MAX_LENGTH));
            }
            tags.add(tag);
        }
        return atMost(place, List.copyOf(tags));
    }

    /** {@code current} without {@code removed} and with {@code added}, those that are new at the end. */
    static List<String> changed(List<String> current, Collection<String> added, Collection<String> removed) {
        Set<String> tags = new LinkedHashSet<>(current);
        removed.forEach(tags::remove);
        tags.addAll(added);
        return atMost("tags", List.copyOf(tags));
    }

    private static List<String> atMost(String place, List<String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw Failure.invalid(place, "A contact has at most %d tags".formatted(MAX_TAGS));
        }
        return tags;
    }
}
