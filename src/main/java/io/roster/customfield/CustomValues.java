package io.roster.customfield;

import io.roster.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one contact has in its custom fields. Values of keys that {@code fields} doesn't know are kept: whoever wrote them
 * may know a field that was defined meanwhile.
 *
 * @param fields what the keys mean
 * @param stored by key
 */
public record CustomValues(CustomFieldSet fields, Map<String, Object> stored) {
    public static final CustomValues NONE = of(CustomFieldSet.NONE);

    public static CustomValues of(CustomFieldSet fields) {
        return new CustomValues(fields, Map.of());
    }

    public static CustomValues read(CustomFieldSet fields, String json) {
        return new CustomValues(fields, Json.readObject(json));
    }

    /** As the store keeps them. */
    public String json() {
        return Json.write(stored);
    }

    /** The stored value of the field, without its fallback. */
    public @Nullable Object stored(CustomField field) {
        return stored.get(Integer.toString(field.key()));
    }

    /** By name, what the contact shows: its values, and the fallbacks of the fields where it has none. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (CustomField field : fields.fields()) {
            Object value = stored(field);
            Object seen = value == null ? field.fallback() : value;
            if (seen != null) {
                shown.put(field.name(), seen);
            }
        }
        return shown;
    }

    /**
     * These with {@code changes}, by name: set, or cleared where the value is empty. Names that {@code fields} doesn't know
     * are left out; a value that doesn't fit is refused with its place.
     */
    public CustomValues with(CustomFieldSet now, Map<String, Optional<Object>> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Map<String, Object> changed = new LinkedHashMap<>(stored);
        changes.forEach((name, value) -> now.find(name).ifPresent(field -> {
            String key = Integer.toString(field.key());
            value.ifPresentOrElse(
                    it -> changed.put(key, field.normalise("custom_fields." + name, it)), () -> changed.remove(key));
        }));
        return new CustomValues(now, changed);
    }
}
