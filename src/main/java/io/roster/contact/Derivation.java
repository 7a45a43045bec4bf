package io.roster.contact;

import io.roster.contact.title.JobTitle;
import io.roster.contact.title.JobTitles;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out what a caller did not give: seniority and department from the title. What a person entered is never
 * overwritten; what was derived follows the title when that changes.
 */
final class Derivation {
    private final JobTitles titles = new JobTitles();

    /** {@code after}, which came from {@code before} by {@code patch}, with its derived fields. */
    Contact apply(@Nullable Contact before, Contact after, ContactPatch patch) {
        Set<ProfileField> derived = EnumSet.noneOf(ProfileField.class);
        derived.addAll(after.derived());
        derived.removeAll(patch.profile().keySet());
        String title = after.profile().get(ProfileField.TITLE);
        Map<ProfileField, Optional<String>> found = new EnumMap<>(ProfileField.class);
        if (before == null || !Objects.equals(title, before.profile().get(ProfileField.TITLE))) {
            JobTitle read = titles.read(title);
            Seniority seniority = read.seniority();
            found.put(ProfileField.SENIORITY, Optional.ofNullable(seniority).map(Seniority::wire));
            found.put(ProfileField.DEPARTMENT, Optional.ofNullable(read.department()));
            found.keySet().removeIf(field -> patch.gives(field) || isEntered(after, derived, field));
        }
        found.forEach((field, value) -> value.ifPresentOrElse(v -> derived.add(field), () -> derived.remove(field)));
        return after.withProfile(after.profile().with(found), Set.of(derived.toArray(ProfileField[]::new)));
    }

    private static boolean isEntered(Contact contact, Set<ProfileField> derived, ProfileField field) {
        return contact.profile().get(field) != null && !derived.contains(field);
    }
}
