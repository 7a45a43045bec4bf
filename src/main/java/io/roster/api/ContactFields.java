package io.roster.api;

import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.company.CompanyChoice;
import io.roster.contact.EmailAddress;
import io.roster.contact.ProfileField;
import io.roster.contact.Tags;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a body says of a contact, in any dialect: the names are the dialect's, the rules are the same. */
public final class ContactFields {
    private ContactFields() {}

    /** The address of a contact to be made, which must be there. */
    public static String requiredEmail(Fields fields) {
        Given<String> email = fields.text("email");
        return EmailAddress.normalise(
                email.place(), email.value().orElseThrow(() -> Failure.invalid(email.place(), "Email is required")));
    }

    /** A new address, or null to keep the one that it has; it cannot be cleared. */
    public static @Nullable String email(Fields fields) {
        Given<String> email = fields.text("email");
        return email.isGiven()
                ? EmailAddress.normalise(email.place(), email.value().orElse(""))
                : null;
    }

    /** The profile fields that are given, by the dialect's name for each. */
    public static Map<ProfileField, Optional<String>> profile(Fields fields, Map<ProfileField, String> names) {
        Map<ProfileField, Optional<String>> profile = new EnumMap<>(ProfileField.class);
        names.forEach((field, name) -> {
            Given<String> given = fields.text(name);
            if (given.isGiven()) {
                profile.put(
                        field, given.value().flatMap(raw -> Optional.ofNullable(field.normalise(given.place(), raw))));
            }
        });
        return profile;
    }

    /** The new tags, or null to keep those that it has; a null clears them. */
    public static @Nullable List<String> tags(Fields fields) {
        Given<List<String>> tags = fields.texts("tags");
        return tags.isGiven() ? Tags.normalise(tags.place(), tags.value().orElse(List.of())) : null;
    }

    /** The values that are given by name, as they came; an empty one clears. */
    public static Map<String, Optional<Object>> customFields(Fields fields) {
        Map<String, Optional<Object>> given = new LinkedHashMap<>();
        fields.object("custom_fields")
                .value()
                .ifPresent(values -> values.names()
                        .forEach(
                                name -> given.put(name, values.any(name).value().map(PlainJson::of))));
        return given;
    }

    /** The company of this id, written as {@code kind} is; a null is none, and a malformed id that of no company. */
    public static CompanyChoice company(Given<String> id, IdKind kind) {
        if (id.value().isEmpty()) {
            return id.isGiven() ? CompanyChoice.DETACH : CompanyChoice.KEEP;
        }
        return kind.parse(id.value().get())
                .<CompanyChoice>map(CompanyChoice.ById::new)
                .orElseThrow(() -> Failure.notFound("Company"));
    }
}
