package io.roster.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Measured;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The dashboard, the alerts and the guide ask for metrics that there are. */
class MonitoringFilesTest {
    private static final Path FOLDER = Path.of("docs", "monitoring");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:http_server|roster|hikaricp|jvm|process|system)_[a-z_]+\\b");
    private static final Pattern LABEL = Pattern.compile("(?:by \\(([a-z_, ]+)\\)|([a-z_]+)(?:=~|!=|=)\")");

    // Prometheus adds these, or makes them of what it cannot reach.
    private static final Set<String> ADDED = Set.of("instance", "job");

    private static TestRoster roster;
    private static Measured measured;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        measured = new Measured(roster.operator());
        roster.workspace().get("/api/v1/contacts/").expect(200);
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void theDashboardAsksForWhatThereIs() throws IOException, InterruptedException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readAllBytes(FOLDER.resolve("roster-dashboard.json")));
        List<String> queries = dashboard.findValuesAsString("expr");
        assertThat(queries).hasSizeGreaterThan(15);
        assertThat(dashboard.at("/panels").values())
                .allSatisfy(panel -> assertThat(panel.get("targets")).isNotEmpty());
        requireKnown(String.join("\n", queries));
    }

    @Test
    void theAlertsAskForWhatThereIs() throws IOException, InterruptedException {
        JsonNode rules = YAMLMapper.shared().readTree(Files.readAllBytes(FOLDER.resolve("roster-alerts.yaml")));
        assertThat(rules.at("/groups/0/rules").values())
                .allSatisfy(
                        rule -> assertThat(rule.propertyNames()).contains("alert", "expr", "labels", "annotations"));
        requireKnown(String.join("\n", rules.findValuesAsString("expr")));
    }

    @Test
    void theGuideNamesWhatThereIsOfRoster() throws IOException {
        String guide = Files.readString(Path.of("docs", "operations.md"));
        Set<String> names = measured.names();
        assertThat(names.stream()
                        .filter(name -> name.startsWith("roster_"))
                        .map(name -> name.replaceFirst("_(count|sum|max|bucket)$", ""))
                        .filter(name -> !guide.contains(name)))
                .isEmpty();
    }

    /** A job and a collection of garbage are not there until there was one; their names are Micrometer's and the meter's. */
    private static void requireKnown(String queries) throws InterruptedException {
        measured.await(
                "http_server_requests_seconds_count{method=\"GET\",route=\"/api/v1/contacts\",status=\"200\"}", 1);
        Set<String> names = new TreeSet<>(measured.names());
        names.addAll(Set.of("roster_job_turns_seconds_count", "jvm_gc_pause_seconds_sum"));
        assertThat(METRIC.matcher(queries).results().map(MatchResult::group))
                .isNotEmpty()
                .isSubsetOf(names);
        String text = measured.text() + "{kind=\"\"}";
        assertThat(LABEL.matcher(queries)
                        .results()
                        .flatMap(found ->
                                List.of((found.group(1) == null ? found.group(2) : found.group(1)).split(", *"))
                                        .stream())
                        .filter(label -> !ADDED.contains(label)))
                .isNotEmpty()
                .allSatisfy(label -> assertThat(text).containsPattern("[{,]" + label + "=\""));
    }
}
