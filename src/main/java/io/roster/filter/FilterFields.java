package io.roster.filter;

import io.roster.customfield.CustomFieldSet;
import io.roster.failure.Failure;
import java.util.Optional;
import java.util.function.Supplier;

/** The registry of all that a workspace's filters and sorts can name. Its custom fields are asked for only when one is named. */
public final class FilterFields {
    private final Supplier<CustomFieldSet> customFields;

    public FilterFields(Supplier<CustomFieldSet> customFields) {
        this.customFields = customFields;
    }

    /** The field of this name, or refused with the place where it is named. */
    public FilterField get(String place, String name) {
        return find(name).orElseThrow(() -> Failure.invalid(place, unknown(name)));
    }

    /** The field of this name, to sort by. */
    public FilterField sortable(String place, String name) {
        FilterField field = get(place, name);
        if (field.type().isMany()) {
            throw Failure.invalid(place, "%s has several values, so nothing can be sorted by it".formatted(name));
        }
        return field;
    }

    private Optional<FilterField> find(String name) {
        if (name.startsWith(CustomTerm.PREFIX)) {
            return customFields
                    .get()
                    .find(name.substring(CustomTerm.PREFIX.length()))
                    .map(CustomTerm::new);
        }
        if (name.startsWith(EventCount.PREFIX)) {
            return Optional.of(name.substring(EventCount.PREFIX.length()))
                    .filter(EventCount.EVENT_TYPES::contains)
                    .map(EventCount::new);
        }
        return ContactField.of(name).map(field -> field);
    }

    private static String unknown(String name) {
        if (name.startsWith(CustomTerm.PREFIX)) {
            return "The workspace has no custom field %s".formatted(name.substring(CustomTerm.PREFIX.length()));
        }
        return name.startsWith(EventCount.PREFIX)
                ? "There is no event type %s".formatted(name.substring(EventCount.PREFIX.length()))
                : "Contacts have no field %s".formatted(name);
    }
}
