package io.roster.customfield;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All custom fields of a workspace as they stood at one moment, in the order in which they were made. Immutable. */
public final class CustomFieldSet {
    /** The version of a workspace that never had any. */
    static final UUID NO_VERSION = new UUID(0, 0);

    public static final CustomFieldSet NONE = new CustomFieldSet(NO_VERSION, List.of());

    private final UUID version;
    private final Map<String, CustomField> byName = new LinkedHashMap<>();

    CustomFieldSet(UUID version, List<CustomField> fields) {
        this.version = version;
        fields.forEach(field -> byName.put(field.name(), field));
    }

    UUID version() {
        return version;
    }

    public Collection<CustomField> fields() {
        return byName.values();
    }

    public Optional<CustomField> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those of {@code names} that are not defined, in their order. */
    public List<String> unknown(Collection<String> names) {
        return names.stream().filter(name -> !byName.containsKey(name)).toList();
    }
}
