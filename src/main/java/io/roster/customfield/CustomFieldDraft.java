package io.roster.customfield;

import io.roster.failure.Failure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller says of a custom field; the constructor refuses what no field can be, and names the place. */
public record CustomFieldDraft(
        String name,
        String label,
        CustomFieldType type,
        List<String> options,
        @Nullable Object fallback) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final int MAX_LABEL = 255;
    private static final int MAX_OPTIONS = 500;
    private static final int MAX_OPTION = 255;

    public CustomFieldDraft {
        options = List.copyOf(options);
        if (!isName(name)) {
            throw Failure.invalid(
                    "name", "name must be 1 to 63 of a-z, 0-9 and _, and begin with a letter: onboarding_stage");
        }
        if (label.isBlank() || label.codePointCount(0, label.length()) > MAX_LABEL) {
            throw Failure.invalid("display_label", "display_label must have 1 to %d characters".formatted(MAX_LABEL));
        }
        checkOptions(type, options);
        fallback = fallback == null ? null : CustomFieldValue.normalise(type, options, "fallback_value", fallback);
    }

    /** Whether a custom field may be called that. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static void checkOptions(CustomFieldType type, List<String> options) {
        if (!type.hasOptions()) {
            if (!options.isEmpty()) {
                throw Failure.invalid("options", "A %s field has no options".formatted(type.wire()));
            }
            return;
        }
        if (options.isEmpty() || options.size() > MAX_OPTIONS) {
            throw Failure.invalid("options", "A %s field has 1 to %d options".formatted(type.wire(), MAX_OPTIONS));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            String place = "options[%d]".formatted(i);
            if (option.isBlank() || option.codePointCount(0, option.length()) > MAX_OPTION) {
                throw Failure.invalid(place, "%s must have 1 to %d characters".formatted(place, MAX_OPTION));
            }
            if (!seen.add(option)) {
                throw Failure.invalid(place, "%s is there twice".formatted(place));
            }
        }
    }
}
