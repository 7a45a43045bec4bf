package io.roster.testkit;

import com.networknt.schema.Error;
import io.roster.api.openapi.ApiDescription;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/**
 * Holds the answers that the tests get against the program's own OpenAPI document: status, headers and type of each, and
 * the body of the first hundreds of every described one and of each tenth after them, for some tests read thousands.
 */
public final class Description {
    private static final int ALL_OF_THE_FIRST = 300;
    private static final int EACH_AFTERWARDS = 10;

    /** Headers of the protocol, which no operation has to describe. */
    private static final Set<String> UNDESCRIBED = Set.of(
            "allow",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "vary",
            "transfer-encoding",
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "access-control-allow-origin",
            "access-control-expose-headers",
            "access-control-allow-methods",
            "access-control-allow-headers",
            "access-control-max-age");

    private static final Description ROSTER =
            new Description(JsonMapper.shared().readTree(new ApiDescription().json()));

    private record Template(Pattern path, JsonNode item) {}

    private final JsonNode document;
    private final StrictSchemas schemas;
    private final List<Template> templates = new ArrayList<>();
    private final Map<JsonNode, Integer> bodies = Collections.synchronizedMap(new IdentityHashMap<>());

    private Description(JsonNode document) {
        this.document = document;
        this.schemas = new StrictSchemas(document);
        document.get("paths").properties().stream()
                .sorted(Comparator.comparingInt(path -> path.getKey().split("\\{", -1).length))
                .map(path -> new Template(
                        Pattern.compile(withSlash(path.getKey()).replaceAll("\\{[^}]+}", "[^/]+")), path.getValue()))
                .forEach(templates::add);
    }

    /** Fails when an answer is not as it is described; the path may have a query. */
    public static void require(String method, String path, int status, HttpHeaders headers, byte[] body) {
        List<String> faults = ROSTER.faults(method, path.replaceFirst("[?#].*", ""), status, headers, body);
        if (!faults.isEmpty()) {
            throw new AssertionError("%s %s is answered with %d not as the API's description says: %s"
                    .formatted(method, path, status, String.join("; ", faults)));
        }
    }

    private List<String> faults(String method, String path, int status, HttpHeaders headers, byte[] body) {
        List<String> faults = new ArrayList<>();
        Optional<JsonNode> response = response(method, path, status);
        if (response.isEmpty()) {
            faults.add("the status is not described");
            return faults;
        }
        headerFaults(response.get().path("headers"), headers, faults);
        boolean bodiless = method.equals("HEAD") || status == 304 || status == 204;
        if (!bodiless && isDue(response.get())) {
            bodyFaults(response.get().path("content"), headers, body, faults);
        }
        return faults;
    }

    private boolean isDue(JsonNode response) {
        int number = bodies.merge(response, 1, Integer::sum);
        return number <= ALL_OF_THE_FIRST || number % EACH_AFTERWARDS == 0;
    }

    private Optional<JsonNode> response(String method, String path, int status) {
        JsonNode operation = templates.stream()
                .filter(template -> template.path.matcher(withSlash(path)).matches())
                .findFirst()
                .map(template -> template.item.path(method.toLowerCase(Locale.ROOT)))
                .orElse(MissingNode.getInstance());
        JsonNode described = operation.path("responses").path(Integer.toString(status));
        if (!described.isMissingNode()) {
            return Optional.of(resolved(described));
        }
        // What the description says once for all: a path that is not there, or malformed, and a method that is not its.
        return switch (status) {
            case 400, 404 -> operation.isMissingNode() ? Optional.of(anywhere(path)) : Optional.empty();
            case 405 -> Optional.of(anywhere(path));
            default -> Optional.empty();
        };
    }

    private JsonNode anywhere(String path) {
        String dialect = path.startsWith("/v1/") || path.equals("/v1") ? "Nodestash" : "";
        return document.at("/components/responses/" + dialect + "NotFound");
    }

    private void headerFaults(JsonNode described, HttpHeaders headers, List<String> faults) {
        described.properties().forEach(entry -> {
            JsonNode header = resolved(entry.getValue());
            Optional<String> value = headers.firstValue(entry.getKey());
            value.ifPresent(text -> schemaFaults(header.path("schema"), typed(header, text), entry.getKey(), faults));
            if (value.isEmpty() && header.path("required").asBoolean(false)) {
                faults.add("the header " + entry.getKey() + " is missing");
            }
        });
        headers.map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !UNDESCRIBED.contains(name) && !name.startsWith(":"))
                .filter(name -> described.propertyNames().stream().noneMatch(name::equalsIgnoreCase))
                .forEach(name -> faults.add("the header " + name + " is not described"));
    }

    private static JsonNode typed(JsonNode header, String text) {
        boolean number = header.at("/schema/type").asString("").equals("integer") && text.matches("\\d{1,9}");
        return number ? IntNode.valueOf(Integer.parseInt(text)) : StringNode.valueOf(text);
    }

    private void bodyFaults(JsonNode content, HttpHeaders headers, byte[] body, List<String> faults) {
        String type = headers.firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (content.isEmpty()) {
            if (body.length > 0) {
                faults.add("there is a body, of type " + type);
            }
            return;
        }
        JsonNode media = content.path(type);
        if (media.isMissingNode()) {
            faults.add("the type \"%s\" is not described".formatted(type));
        } else if (type.equals("application/json") && media.has("schema")) {
            try {
                schemaFaults(media.get("schema"), JsonMapper.shared().readTree(body), "", faults);
            } catch (JacksonException e) {
                faults.add("the body is no JSON: " + e.getOriginalMessage());
            }
        }
    }

    private void schemaFaults(JsonNode schema, JsonNode value, String place, List<String> faults) {
        schemas.of(schema).validate(value).stream()
                .map(Error::toString)
                .map(fault -> place + fault)
                .forEach(faults::add);
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode ref = node.get("$ref");
        return ref == null ? node : document.at(ref.stringValue().substring(1));
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
