package io.roster.sequence;

import io.roster.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps as the store keeps them. */
final class StepsJson {
    private StepsJson() {}

    static String write(List<Step> steps) {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        for (Step step : steps) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("delay_hours", step.delayHours());
            line.put("subject", step.subject());
            line.put("body", step.body());
            lines.add(line);
        }
        return Json.write(lines);
    }

    static List<Step> read(String json) {
        List<Step> steps = new ArrayList<>();
        for (Map<String, Object> line : Json.readObjects(json)) {
            Object delay = line.get("delay_hours");
            Object subject = line.get("subject");
            steps.add(new Step(
                    delay instanceof Number hours ? hours.intValue() : 0,
                    subject == null ? null : subject.toString(),
                    String.valueOf(line.get("body"))));
        }
        return steps;
    }
}
