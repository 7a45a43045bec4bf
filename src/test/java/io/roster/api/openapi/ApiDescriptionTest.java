package io.roster.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.access.Scope;
import io.roster.api.http.Access;
import io.roster.api.http.Route;
import io.roster.testkit.Answer;
import io.roster.testkit.TestRoster;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The API's description against the table of routes. How to describe a new route stands in openapi/index.txt. */
class ApiDescriptionTest {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private static TestRoster roster;
    private static Answer answer;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        answer = roster.anyone().get("/openapi.json").expect(200);
        document = answer.json();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void everyRouteIsDescribedWithItsScopeAndNothingElseIs() {
        List<String> routes =
                roster.routes().stream().map(ApiDescriptionTest::line).sorted().toList();
        List<String> described = operations()
                .map(operation -> "%s %s, %s"
                        .formatted(operation.method(), withoutSlash(operation.path()), access(operation.node())))
                .sorted()
                .toList();
        assertThat(described).isEqualTo(routes);
    }

    @Test
    void pathsAreSpelledAsTheirDialectSpellsThem() {
        assertThat(document.get("paths").propertyNames())
                .allSatisfy(path -> assertThat(path.endsWith("/")).as(path).isEqualTo(path.startsWith("/api/v1/")));
    }

    @Test
    void itIsValidOpenApi() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        var parsed = new OpenAPIV3Parser().readContents(answer.body(), null, options);
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1");
        assertThat(parsed.getOpenAPI().getPaths()).hasSameSizeAs(document.get("paths"));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse());
    }

    @Test
    void everyComponentIsUsed() {
        List<String> refs = document.findValuesAsString("$ref");
        List<String> unused = new ArrayList<>();
        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            for (String name : document.at("/components/" + kind).propertyNames()) {
                String ref = "#/components/%s/%s".formatted(kind, name);
                if (!refs.contains(ref)) {
                    unused.add(ref);
                }
            }
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void operationsHaveNamesOfTheirOwnAndSummaries() {
        List<String> ids = operations()
                .map(operation -> operation.node().path("operationId").asString(""))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
        assertThat(operations())
                .allSatisfy(
                        operation -> assertThat(operation.node().path("summary").asString(""))
                                .as(operation.path())
                                .isNotBlank());
    }

    @Test
    void headingsAreThoseThatOperationsHave() {
        List<String> known = document.get("tags").values().stream()
                .map(tag -> tag.get("name").stringValue())
                .toList();
        assertThat(operations().map(operation -> operation.node().at("/tags/0").stringValue()))
                .isSubsetOf(known);
    }

    @Test
    void scopesAreThoseThatThereAre() {
        List<String> scopes = Stream.concat(
                        Stream.of("*"), Arrays.stream(Scope.values()).map(Scope::wire))
                .toList();
        assertThat(document.at("/components/schemas/Scope/enum").values().stream()
                        .map(JsonNode::stringValue))
                .containsExactlyInAnyOrderElementsOf(scopes);
    }

    @Test
    void examplesFitTheirSchemas() {
        SchemaFit fit = new SchemaFit(document);
        List<String> faults = new ArrayList<>();
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("examples")
                        .values()
                        .forEach(example -> fit.faults(schema.getValue(), example)
                                .forEach(fault -> faults.add(schema.getKey() + fault))));
        for (JsonNode content : document.findValues("application/json")) {
            if (content.has("example")) {
                faults.addAll(fit.faults(content.get("schema"), content.get("example")));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void theYamlSaysTheSame() {
        Answer yaml = roster.anyone().get("/openapi.yaml").expect(200);
        assertThat(yaml.header("Content-Type")).contains("application/yaml");
        assertThat(YAMLMapper.shared().readTree(yaml.bytes())).isEqualTo(document);
    }

    @Test
    void whoHasItAlreadyIsToldSo() {
        String tag = answer.header("ETag").orElseThrow();
        roster.anyone().with("If-None-Match", tag).get("/openapi.json").expect(304);
    }

    private record Operation(String method, String path, JsonNode node) {}

    private static Stream<Operation> operations() {
        return document.get("paths").properties().stream()
                .flatMap(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .map(method -> new Operation(
                                method.toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue().get(method))));
    }

    private static String line(Route route) {
        String access = switch (route.access()) {
            case Access.Open() -> "[]";
            case Access.Local() -> "[{}, {adminKey=[]}]";
            case Access.Operator() -> "[{adminKey=[]}]";
            case Access.KeyHolder() -> "[{apiKey=[]}]";
            case Access.Scoped(Scope scope) -> "[%s]".formatted(schemes(scope));
            case Access.Either(Scope usual, Scope other) -> "[%s, %s]".formatted(schemes(usual), schemes(other));
        };
        return "%s %s, %s".formatted(route.method(), route.path(), access);
    }

    private static String schemes(Scope scope) {
        return "{apiKey=[%1$s]}, {accessToken=[%1$s]}".formatted(scope.wire());
    }

    private static String access(JsonNode operation) {
        List<Map<String, List<String>>> any = new ArrayList<>();
        for (JsonNode one : operation.get("security").values()) {
            Map<String, List<String>> schemes = new LinkedHashMap<>();
            one.properties()
                    .forEach(scheme -> schemes.put(
                            scheme.getKey(),
                            scheme.getValue().values().stream()
                                    .map(JsonNode::stringValue)
                                    .toList()));
            any.add(schemes);
        }
        return any.toString();
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
