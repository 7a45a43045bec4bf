package io.roster.importing;

import io.roster.csv.CsvFault;
import io.roster.customfield.CustomField;
import io.roster.customfield.CustomFieldSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What each column of one file is, in their order.
 *
 * @param targets the field of each column; empty text for a column that is not taken
 */
public record Columns(List<String> header, List<String> targets, char tagSeparator) {
    public Columns {
        header = List.copyOf(header);
        targets = List.copyOf(targets);
    }

    /** The columns as a mapping says; those that it doesn't name are not taken. */
    static Columns by(ColumnMapping mapping, List<String> header) {
        Finding finding = new Finding(header);
        finding.claim(name -> Optional.ofNullable(mapping.columns().get(name)));
        finding.claim(name -> mapping.columns().entrySet().stream()
                .filter(entry -> entry.getKey().strip().equalsIgnoreCase(name.strip()))
                .map(Map.Entry::getValue)
                .findFirst());
        return new Columns(header, finding.targets, mapping.tagSeparator());
    }

    /** The columns by their names: those of the API, then the workspace's own fields, then what such columns are called. */
    static Columns found(List<String> header, CustomFieldSet fields) {
        Finding finding = new Finding(header);
        finding.claim(name -> Optional.of(name.strip().toLowerCase(Locale.ROOT)).filter(ColumnMapping::isTarget));
        finding.claim(name -> custom(HeaderWords.key(name), fields.fields()));
        finding.claim(name -> HeaderWords.target(HeaderWords.key(name)));
        return new Columns(header, finding.targets, ColumnMapping.USUAL_SEPARATOR);
    }

    private static Optional<String> custom(String key, Collection<CustomField> fields) {
        return fields.stream()
                .filter(field -> !key.isEmpty()
                        && (key.equals(HeaderWords.key(field.name())) || key.equals(HeaderWords.key(field.label()))))
                .map(field -> ColumnMapping.CUSTOM + field.name())
                .findFirst();
    }

    /** These columns; without one for the address nothing of the file can be taken. */
    Columns requireEmail() {
        if (!targets.contains(ColumnMapping.EMAIL)) {
            throw new CsvFault("no_email_column", "No column of the file is the email");
        }
        return this;
    }

    /** The mapping that would say the same. */
    public ColumnMapping mapping() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!targets.get(i).isEmpty()) {
                columns.putIfAbsent(header.get(i), targets.get(i));
            }
        }
        return new ColumnMapping(columns, tagSeparator);
    }

    /** Columns find their targets in several goes; a column keeps what it has, and a target its first column. */
    private static final class Finding {
        private final List<String> header;
        private final List<String> targets = new ArrayList<>();
        private final Set<String> claimed = new HashSet<>();

        Finding(List<String> header) {
            this.header = header;
            header.forEach(name -> targets.add(""));
        }

        void claim(Function<String, Optional<String>> target) {
            for (int i = 0; i < targets.size(); i++) {
                Optional<String> found = targets.get(i).isEmpty() ? target.apply(header.get(i)) : Optional.empty();
                if (found.isPresent()
                        && (claimed.add(found.get()) || found.get().equals(ColumnMapping.TAGS))) {
                    targets.set(i, found.get());
                }
            }
        }
    }
}
