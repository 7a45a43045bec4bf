package io.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as they were when somebody last looked at them: the files in {@code src/test/resources/golden}, with all ids,
 * times and cursors masked, and every key in its place. {@code -Dgolden.write=true} writes them anew, to be looked at.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Pattern ID = Pattern.compile("\\b([a-z]{2,5})_[0-9A-Za-z]{22}\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
    private static final Pattern CURSOR = Pattern.compile("(\"next_cursor\" : )\"[^\"]+\"");

    private Golden() {}

    /** Checks that {@code answer} is as in the file {@code name}. */
    public static void check(String name, JsonNode answer) {
        String found = masked(MAPPER.writeValueAsString(answer)) + "\n";
        Path file = FOLDER.resolve(name + ".json");
        try {
            if (WRITE) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, found);
            }
            assertThat(found).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same id is masked the same wherever it stands, so that what must be equal is seen to be. */
    private static String masked(String json) {
        Map<String, String> masks = new HashMap<>();
        String ids = ID.matcher(json)
                .replaceAll(
                        found -> masks.computeIfAbsent(found.group(), id -> found.group(1) + "_" + (masks.size() + 1)));
        return CURSOR.matcher(TIME.matcher(ids).replaceAll("TIME")).replaceAll("$1\"CURSOR\"");
    }
}
