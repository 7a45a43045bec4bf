package io.roster.backup;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A table and those of its columns that hold more than can be computed from others. */
record Table(String name, List<String> columns) {
    /** Reads what {@link #json} wrote. */
    static Table of(Map<String, Object> json) {
        return new Table(
                String.valueOf(json.get("name")),
                json.get("columns") instanceof List<?> columns
                        ? columns.stream().map(String::valueOf).toList()
                        : List.of());
    }

    Map<String, Object> json() {
        return Map.of("name", name, "columns", columns);
    }

    /** Where a backup keeps its rows. */
    String entry() {
        return "tables/" + name + ".copy";
    }

    String copyOut() {
        return "copy " + quoted(name) + list() + " to stdout";
    }

    String copyIn() {
        return "copy " + quoted(name) + list() + " from stdin";
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private String list() {
        return columns.stream().map(Table::quoted).collect(Collectors.joining(", ", " (", ")"));
    }
}
