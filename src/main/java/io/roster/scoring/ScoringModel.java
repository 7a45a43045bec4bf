package io.roster.scoring;

import io.roster.failure.Failure;
import io.roster.filter.WrittenFilter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a workspace scores its contacts: the sum of the points of the rules that match and of the events, clamped to 0…100;
 * the grade is the best whose threshold the score reaches, else F.
 *
 * @param eventPoints by event type, for each event
 * @param grades the thresholds of A to D
 */
public record ScoringModel(List<Rule> rules, Map<String, Integer> eventPoints, Map<String, Integer> grades) {
    /** The grades that can be reached, the best first. */
    public static final List<String> GRADES = List.of("A", "B", "C", "D");

    public static final String LOWEST_GRADE = "F";

    private static final int MAX_RULES = 100;
    private static final int MAX_NAME = 255;
    private static final int MAX_POINTS = 100;

    /** Points for those who match a filter; they may be negative. */
    public record Rule(String name, int points, WrittenFilter filter) {}

    public ScoringModel {
        rules = List.copyOf(rules);
        eventPoints = Collections.unmodifiableMap(new LinkedHashMap<>(eventPoints));
        grades = Collections.unmodifiableMap(new LinkedHashMap<>(grades));
        if (rules.size() > MAX_RULES) {
            throw Failure.invalid("rules", "A model has at most %d rules".formatted(MAX_RULES));
        }
        for (int i = 0; i < rules.size(); i++) {
            checkRule("rules[%d]".formatted(i), rules.get(i));
        }
        eventPoints.forEach((type, points) -> checkPoints("event_points." + type, points));
        checkGrades(grades);
    }

    String grade(int score) {
        for (String grade : GRADES) {
            Integer threshold = grades.get(grade);
            if (threshold != null && score >= threshold) {
                return grade;
            }
        }
        return LOWEST_GRADE;
    }

    private static void checkRule(String place, Rule rule) {
        String name = rule.name();
        if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME) {
            throw Failure.invalid(place + ".name", "%s.name must have 1 to %d characters".formatted(place, MAX_NAME));
        }
        checkPoints(place + ".points", rule.points());
    }

    private static void checkPoints(String place, int points) {
        if (points < -MAX_POINTS || points > MAX_POINTS) {
            throw Failure.invalid(place, "%s must be from -%d to %d".formatted(place, MAX_POINTS, MAX_POINTS));
        }
    }

    private static void checkGrades(Map<String, Integer> grades) {
        int better = MAX_POINTS;
        for (String grade : GRADES) {
            Integer threshold = grades.get(grade);
            if (threshold == null) {
                continue;
            }
            String place = "grades." + grade;
            if (threshold < 0 || threshold > better) {
                throw Failure.invalid(
                        place, "%s must be from 0 to %d, which the better grades leave".formatted(place, better));
            }
            better = threshold;
        }
        for (String grade : grades.keySet()) {
            if (!GRADES.contains(grade)) {
                throw Failure.invalid("grades." + grade, "The grades with a threshold are A, B, C and D");
            }
        }
    }
}
