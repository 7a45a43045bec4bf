package io.roster.importing;

import io.roster.contact.ProfileField;
import io.roster.failure.Failure;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which column of a file is which field of a contact.
 *
 * @param columns targets by column name, such as {@code company_domain} or {@code custom_fields.plan}
 * @param tagSeparator what stands between the tags of a cell, and between the options of a multi_select
 */
public record ColumnMapping(Map<String, String> columns, char tagSeparator) {
    public static final char USUAL_SEPARATOR = ';';
    static final String CUSTOM = "custom_fields.";
    static final String EMAIL = "email";
    static final String TAGS = "tags";
    static final String COMPANY_DOMAIN = "company_domain";
    static final String COMPANY_ID = "company_id";

    private static final int MOST_COLUMNS = 500;
    private static final int LONGEST_NAME = 1_000;
    private static final Pattern CUSTOM_FIELD = Pattern.compile("custom_fields\\.[a-z][a-z0-9_]{0,62}");

    public ColumnMapping {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** This mapping when it is one that can be saved; refused with the place of what is wrong. */
    public ColumnMapping checked() {
        if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
            throw Failure.invalid("columns", "columns must name 1 to %d columns".formatted(MOST_COLUMNS));
        }
        Set<String> taken = new HashSet<>();
        columns.forEach((column, target) -> {
            String place = "columns." + column;
            if (column.isBlank() || column.length() > LONGEST_NAME) {
                throw Failure.invalid(
                        "columns", "A column's name must have 1 to %d characters".formatted(LONGEST_NAME));
            }
            if (!isTarget(target)) {
                throw Failure.invalid(place, "%s is no field that a column can be".formatted(target));
            }
            if (!taken.add(target) && !target.equals(TAGS)) {
                throw Failure.invalid(place, "%s is the target of two columns".formatted(target));
            }
        });
        if (Character.isLetterOrDigit(tagSeparator) || "\"\r\n".indexOf(tagSeparator) >= 0) {
            throw Failure.invalid(
                    "tag_separator", "tag_separator must be one character that is no letter, digit or quote");
        }
        return this;
    }

    static boolean isTarget(String target) {
        return switch (target) {
            case EMAIL, TAGS, COMPANY_DOMAIN, COMPANY_ID -> true;
            default ->
                ProfileField.of(target).isPresent()
                        || CUSTOM_FIELD.matcher(target).matches();
        };
    }
}
