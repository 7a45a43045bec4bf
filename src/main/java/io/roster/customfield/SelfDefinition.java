package io.roster.customfield;

import io.roster.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of custom fields that define the fields by themselves, as the nodestash dialect has it. */
final class SelfDefinition {
    private final Map<String, Object> values;

    SelfDefinition(Map<String, Object> values) {
        this.values = values;
    }

    /** Whether {@code fields} has all of it already. */
    boolean isComplete(CustomFieldSet fields) {
        return fields.unknown(values.keySet()).isEmpty() && grown(fields).isEmpty();
    }

    /** The fields that are not there yet. */
    List<CustomFieldDraft> missing(CustomFieldSet fields) {
        List<CustomFieldDraft> missing = new ArrayList<>();
        for (String name : fields.unknown(values.keySet())) {
            missing.add(draft(name, values.get(name)));
        }
        return missing;
    }

    /** The multi_select fields, by id, that lack an option which a value has. */
    Map<UUID, CustomFieldDraft> grown(CustomFieldSet fields) {
        Map<UUID, CustomFieldDraft> grown = new LinkedHashMap<>();
        for (CustomField field : fields.fields()) {
            if (field.type() == CustomFieldType.MULTI_SELECT && values.get(field.name()) instanceof List<?> list) {
                Set<String> options = new LinkedHashSet<>(field.options());
                if (options.addAll(texts(field.name(), list))) {
                    grown.put(
                            field.id(),
                            new CustomFieldDraft(
                                    field.name(), field.label(), field.type(), List.copyOf(options), field.fallback()));
                }
            }
        }
        return grown;
    }

    private static CustomFieldDraft draft(String name, @Nullable Object value) {
        String place = "custom_fields." + name;
        if (!CustomFieldDraft.isName(name)) {
            throw Failure.invalid(
                    place, "A custom field's name must be 1 to 63 of a-z, 0-9 and _, and begin with a letter");
        }
        return switch (value) {
            case String text -> plain(name, CustomFieldType.STRING);
            case Number number -> plain(name, CustomFieldType.NUMBER);
            case Boolean bool -> plain(name, CustomFieldType.BOOLEAN);
            case List<?> list
            when !list.isEmpty() ->
                new CustomFieldDraft(
                        name,
                        name,
                        CustomFieldType.MULTI_SELECT,
                        List.copyOf(new LinkedHashSet<>(texts(name, list))),
                        null);
            case null, default ->
                throw Failure.invalid(
                        place, "%s must be a string, a number, a boolean or an array of strings".formatted(place));
        };
    }

    private static CustomFieldDraft plain(String name, CustomFieldType type) {
        return new CustomFieldDraft(name, name, type, List.of(), null);
    }

    private static List<String> texts(String name, List<?> list) {
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                String place = "custom_fields.%s[%d]".formatted(name, texts.size());
                throw Failure.invalid(place, "%s must be a string".formatted(place));
            }
            texts.add(text);
        }
        return texts;
    }
}
