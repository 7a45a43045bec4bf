package io.roster.segment;

import io.roster.filter.Condition;
import io.roster.filter.WrittenFilter;
import io.roster.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Written filters as the store keeps them: an array of objects of field, op and value. */
public final class WrittenFilterJson {
    private WrittenFilterJson() {}

    public static String write(WrittenFilter filter) {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        for (Condition condition : filter.conditions()) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("field", condition.field());
            line.put("op", condition.op());
            if (condition.value() != null) {
                line.put("value", condition.value());
            }
            lines.add(line);
        }
        return Json.write(lines);
    }

    public static WrittenFilter read(String json, String logic) {
        List<Condition> conditions = new ArrayList<>();
        for (Map<String, Object> line : Json.readObjects(json)) {
            conditions.add(new Condition(
                    String.valueOf(line.get("field")), String.valueOf(line.get("op")), line.get("value")));
        }
        return new WrittenFilter(conditions, logic);
    }
}
