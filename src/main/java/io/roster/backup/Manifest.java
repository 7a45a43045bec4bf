package io.roster.backup;

import io.roster.CommandFailure;
import io.roster.db.Migrations;
import io.roster.json.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a backup says of itself, first of all.
 *
 * @param madeAt by the database's clock, the moment as of which the backup is
 * @param schema the migrations that the database had: version to checksum
 * @param tables in the order in which they can be filled
 */
public record Manifest(String madeAt, Map<String, Integer> schema, List<Table> tables) {
    static final String ENTRY = "manifest.json";

    /** Counted up when a program that knows this one could no longer read what is written. */
    private static final int FORMAT = 1;

    static Manifest read(String json) {
        Map<String, Object> object = Json.readObject(json);
        if (!(object.get("format") instanceof Number format) || format.intValue() != FORMAT) {
            throw new CommandFailure(
                    "the backup is of the format %s, and this Roster reads %d: use the one that made it"
                            .formatted(object.get("format"), FORMAT));
        }
        return new Manifest(
                String.valueOf(object.get("made_at")),
                schema(object.get("schema")),
                Json.readObjects(Json.write(object.getOrDefault("tables", List.of()))).stream()
                        .map(Table::of)
                        .toList());
    }

    String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("format", FORMAT);
        object.put("made_at", madeAt);
        object.put("schema", new TreeMap<>(schema));
        object.put("tables", tables.stream().map(Table::json).toList());
        return Json.write(object);
    }

    /** The newest of its migrations. */
    String version() {
        return schema.keySet().stream()
                .max(Comparator.comparingLong(Long::parseLong))
                .orElseThrow(() -> new CommandFailure("the backup has no schema"));
    }

    /** Refuses a schema that this program could not make. */
    void checkKnown() {
        if (!Migrations.brought().entrySet().containsAll(schema.entrySet())) {
            throw new CommandFailure(
                    "the schema is at version %s of another Roster: use that one".formatted(version()));
        }
    }

    private static Map<String, Integer> schema(@Nullable Object json) {
        return json instanceof Map<?, ?> versions
                ? versions.entrySet().stream()
                        .collect(Collectors.toMap(
                                version -> String.valueOf(version.getKey()),
                                version -> Integer.valueOf(String.valueOf(version.getValue()))))
                : Map.of();
    }
}
