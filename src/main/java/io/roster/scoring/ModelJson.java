package io.roster.scoring;

import io.roster.filter.Condition;
import io.roster.filter.WrittenFilter;
import io.roster.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models as the store keeps them, which is much like the API shows them. */
final class ModelJson {
    private ModelJson() {}

    static String write(ScoringModel model) {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put(
                "rules",
                model.rules().stream()
                        .map(rule -> {
                            Map<String, Object> line = filter(rule.filter());
                            line.put("name", rule.name());
                            line.put("points", rule.points());
                            return line;
                        })
                        .toList());
        stored.put("event_points", model.eventPoints());
        stored.put("grades", model.grades());
        return Json.write(stored);
    }

    static String write(IcpModel model) {
        return Json.write(Map.of(
                "tiers",
                model.tiers().stream()
                        .map(tier -> {
                            Map<String, Object> line = filter(tier.filter());
                            line.put("tier", tier.tier());
                            return line;
                        })
                        .toList()));
    }

    static ScoringModel readScoring(String json) {
        Map<String, Object> stored = Json.readObject(json);
        List<ScoringModel.Rule> rules = new ArrayList<>();
        for (Map<?, ?> line : objects(stored.get("rules"))) {
            rules.add(
                    new ScoringModel.Rule(String.valueOf(line.get("name")), number(line.get("points")), filter(line)));
        }
        return new ScoringModel(rules, numbers(stored.get("event_points")), numbers(stored.get("grades")));
    }

    static IcpModel readIcp(String json) {
        List<IcpModel.Tier> tiers = new ArrayList<>();
        for (Map<?, ?> line : objects(Json.readObject(json).get("tiers"))) {
            tiers.add(new IcpModel.Tier(String.valueOf(line.get("tier")), filter(line)));
        }
        return new IcpModel(tiers);
    }

    private static Map<String, Object> filter(WrittenFilter filter) {
        List<Map<String, Object>> conditions = new ArrayList<>();
        for (Condition condition : filter.conditions()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("field", condition.field());
            line.put("op", condition.op());
            if (condition.value() != null) {
                line.put("value", condition.value());
            }
            conditions.add(line);
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("filters", conditions);
        written.put("filters_logic", filter.logic());
        return written;
    }

    private static WrittenFilter filter(Map<?, ?> line) {
        List<Condition> conditions = new ArrayList<>();
        for (Map<?, ?> condition : objects(line.get("filters"))) {
            conditions.add(new Condition(
                    String.valueOf(condition.get("field")),
                    String.valueOf(condition.get("op")),
                    condition.get("value")));
        }
        return new WrittenFilter(conditions, String.valueOf(line.get("filters_logic")));
    }

    private static List<Map<?, ?>> objects(@Nullable Object stored) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (stored instanceof List<?> list) {
            list.forEach(element -> objects.add((Map<?, ?>) element));
        }
        return objects;
    }

    private static Map<String, Integer> numbers(@Nullable Object stored) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        if (stored instanceof Map<?, ?> map) {
            map.forEach((name, value) -> numbers.put(String.valueOf(name), number(value)));
        }
        return numbers;
    }

    private static int number(@Nullable Object stored) {
        return stored instanceof Number number ? number.intValue() : 0;
    }
}
