package io.roster.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * The OpenAPI document of everything that the server answers. It is written by hand, in a file for each resource, and
 * joined when it is first asked for: {@code index.txt} in the folder of the files says which, and how one looks.
 */
public final class ApiDescription {
    private static final String FOLDER = "/io/roster/api/openapi/";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private final Map<String, Conventions> dialects = new HashMap<>();
    private @Nullable ObjectNode document;

    /** The document as JSON. */
    public byte[] json() {
        return document().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The document as YAML. */
    public byte[] yaml() {
        return YAML.writeValueAsBytes(document());
    }

    private synchronized ObjectNode document() {
        ObjectNode known = document;
        if (known == null) {
            known = joined();
            document = known;
        }
        return known;
    }

    private ObjectNode joined() {
        ObjectNode whole = YAML.createObjectNode();
        text("index.txt")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(name -> join(whole, name));
        Conventions.addAnswerHeaders(whole);
        Conventions.removeUnusedTags(whole);
        return whole;
    }

    private void join(ObjectNode whole, String name) {
        ObjectNode file = read(name);
        JsonNode dialect = file.remove("dialect");
        JsonNode tag = file.remove("tag");
        if (dialect != null && tag != null) {
            Conventions conventions = dialects.computeIfAbsent(
                    dialect.stringValue(), it -> new Conventions(read("dialects/" + it + ".yaml")));
            file.path("paths")
                    .properties()
                    .forEach(path -> conventions.complete(path.getKey(), (ObjectNode) path.getValue(), tag));
        }
        Merging.into(whole, file, name);
    }

    private static ObjectNode read(String name) {
        return (ObjectNode) YAML.readTree(text(name));
    }

    private static String text(String name) {
        try (InputStream file = ApiDescription.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("there is no file " + name + " in the API's description");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
