package io.roster.bench;

import io.roster.csv.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A CSV file of new contacts, and its import. */
final class ImportFile {
    private static final String BOUNDARY = "roster-bench-boundary";
    private static final List<String> COLUMNS = List.of(
            "email", "first_name", "last_name", "title", "phone", "mobile", "linkedin_url", "city", "state", "country");
    private static final List<String> FIELDS = List.of("plan", "seats", "note");

    private final Path file;

    private ImportFile(Path file) {
        this.file = file;
    }

    /** A file of so many rows, none of which is there if the marker wasn't used before. */
    static ImportFile write(Path file, int rows, String marker) throws IOException {
        People people = new People(marker.hashCode(), marker);
        CsvWriter csv = new CsvWriter();
        List<String> header = new ArrayList<>(COLUMNS);
        header.add("tags");
        FIELDS.forEach(field -> header.add("custom_fields." + field));
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(csv.row(header).take());
            for (int i = 0; i < rows; i++) {
                out.write(csv.row(cells(people.next())).take());
            }
        }
        return new ImportFile(file);
    }

    private static List<String> cells(Map<String, Object> person) {
        List<String> cells = new ArrayList<>();
        COLUMNS.forEach(column -> cells.add(String.valueOf(person.getOrDefault(column, ""))));
        cells.add(
                person.get("tags") instanceof List<?> tags
                        ? String.join(";", tags.stream().map(String::valueOf).toList())
                        : "");
        Map<?, ?> values = person.get("custom_fields") instanceof Map<?, ?> given ? given : Map.of();
        FIELDS.forEach(field -> cells.add(values.containsKey(field) ? String.valueOf(values.get(field)) : ""));
        return cells;
    }

    /** Uploads it, and returns the path of the import. */
    String upload(Api api) throws IOException {
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bench.csv\"\r\n\r\n"),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        JsonNode started = api.post("/api/v1/imports/", "multipart/form-data; boundary=" + BOUNDARY, body);
        return "/api/v1/imports/" + started.get("id").stringValue() + "/";
    }

    void delete() throws IOException {
        Files.delete(file);
    }
}
