package io.roster.contact;

import io.roster.company.CompanyChoice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants changed: only what was given. All values are in their stored form.
 *
 * @param email null: keep it
 * @param profile an empty value clears the field
 * @param tags the new array; null: keep them
 * @param customFields set by name; an empty value clears
 * @param restore bring a soft-deleted contact back
 */
public record ContactPatch(
        @Nullable String email,
        Map<ProfileField, Optional<String>> profile,
        @Nullable List<String> tags,
        Map<String, Optional<Object>> customFields,
        CompanyChoice company,
        boolean restore) {
    public ContactPatch {
        // An EnumMap keeps the fields' order, and costs no hashing: the pipeline reads these maps for every row.
        profile = profile.isEmpty() ? Map.of() : new EnumMap<>(profile);
    }

    /** Said of a new contact, a null is the same as nothing, so that what can be derived is. */
    public ContactPatch withoutClearing() {
        if (!profile.containsValue(Optional.empty())) {
            return this;
        }
        Map<ProfileField, Optional<String>> given = new EnumMap<>(ProfileField.class);
        profile.forEach((field, value) -> value.ifPresent(text -> given.put(field, value)));
        return new ContactPatch(email, given, tags, customFields, company, restore);
    }

    public boolean gives(ProfileField field) {
        return profile.containsKey(field);
    }
}
