package io.roster.search;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an aggregation must answer, told once more and in another way: from the contacts as they are shown. */
@SuppressWarnings("EnumOrdinal")
final class CountByHand {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CountByHand() {}

    static JsonNode of(ObjectNode asked, List<JsonNode> contacts) {
        String field = asked.get("field").stringValue();
        List<JsonNode> values = new ArrayList<>();
        int missing = 0;
        for (JsonNode contact : contacts) {
            JsonNode value =
                    contact.at("/" + field.replace("company_id", "company/id").replace('.', '/'));
            if (value.isArray() && !value.isEmpty()) {
                values.addAll(value.values());
            } else if (value.isValueNode()
                    && !value.isNull()
                    && !value.asString().isEmpty()) {
                values.add(value);
            } else {
                missing++;
            }
        }
        ObjectNode answer = MAPPER.createObjectNode().put("field", field);
        JsonNode interval = asked.get("interval");
        if (interval == null) {
            terms(answer, values, asked.path("limit").asInt(10));
        } else if (interval.isNumber()) {
            answer.set("interval", interval);
            numbers(answer, values, interval.decimalValue());
        } else {
            answer.set("interval", interval);
            times(answer, values, interval.stringValue());
        }
        answer.put("missing", (long) missing);
        return MAPPER.readTree(answer.toString()); // so that its numbers are of the kinds that an answer's are
    }

    private static void terms(ObjectNode answer, List<JsonNode> values, int limit) {
        Map<JsonNode, Long> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        List<JsonNode> order = counts.keySet().stream()
                .sorted(Comparator.<JsonNode, Long>comparing(value -> -counts.getOrDefault(value, 0L))
                        .thenComparing(CountByHand::byValue))
                .toList();
        long other = values.size();
        var buckets = answer.putArray("buckets");
        for (JsonNode value : order.subList(0, Math.min(limit, order.size()))) {
            long count = counts.getOrDefault(value, 0L);
            buckets.addObject().put("count", count).set("value", value);
            other -= count;
        }
        answer.put("other", other);
    }

    private static int byValue(JsonNode one, JsonNode other) {
        return one.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : Arrays.compare(
                        one.asString().codePoints().toArray(),
                        other.asString().codePoints().toArray());
    }

    private static void numbers(ObjectNode answer, List<JsonNode> values, BigDecimal interval) {
        TreeMap<BigDecimal, Long> counts = new TreeMap<>();
        for (JsonNode value : values) {
            BigDecimal from = value.decimalValue().subtract(value.decimalValue().remainder(interval));
            counts.merge(from.compareTo(value.decimalValue()) > 0 ? from.subtract(interval) : from, 1L, Long::sum);
        }
        var buckets = answer.putArray("buckets");
        if (!counts.isEmpty()) {
            for (BigDecimal from = counts.firstKey();
                    from.compareTo(counts.lastKey()) <= 0;
                    from = from.add(interval)) {
                buckets.addObject()
                        .put("from", plain(from))
                        .put("to", plain(from.add(interval)))
                        .put("count", counts.getOrDefault(from, 0L));
            }
        }
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    private static void times(ObjectNode answer, List<JsonNode> values, String interval) {
        TreeMap<LocalDateTime, Long> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(start(value.stringValue(), interval), 1L, Long::sum));
        boolean dates = values.stream().anyMatch(value -> value.stringValue().length() == 10);
        UnaryOperator<LocalDateTime> next = switch (interval) {
            case "hour" -> at -> at.plusHours(1);
            case "day" -> at -> at.plusDays(1);
            case "week" -> at -> at.plusDays(7);
            case "month" -> at -> at.plusMonths(1);
            case "quarter" -> at -> at.plusMonths(3);
            default -> at -> at.plusYears(1);
        };
        var buckets = answer.putArray("buckets");
        if (!counts.isEmpty()) {
            for (LocalDateTime from = counts.firstKey(); !from.isAfter(counts.lastKey()); from = next.apply(from)) {
                buckets.addObject()
                        .put("from", shown(from, dates))
                        .put("to", shown(next.apply(from), dates))
                        .put("count", counts.getOrDefault(from, 0L));
            }
        }
    }

    private static LocalDateTime start(String value, String interval) {
        LocalDate day = LocalDate.parse(value.substring(0, 10));
        int month = day.getMonthValue();
        return switch (interval) {
            case "hour" -> day.atTime(Integer.parseInt(value.substring(11, 13)), 0);
            case "day" -> day.atStartOfDay();
            case "week" ->
                day.minusDays(day.getDayOfWeek().ordinal() - DayOfWeek.MONDAY.ordinal())
                        .atStartOfDay();
            case "month" -> LocalDate.of(day.getYear(), month, 1).atStartOfDay();
            case "quarter" ->
                LocalDate.of(day.getYear(), month - (month - 1) % 3, 1).atStartOfDay();
            default -> LocalDate.of(day.getYear(), 1, 1).atStartOfDay();
        };
    }

    private static String shown(LocalDateTime at, boolean date) {
        return date ? at.toLocalDate().toString() : at + ":00Z";
    }
}
