package io.roster.scoring;

import io.roster.filter.Condition;
import io.roster.filter.WrittenFilter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a workspace begins with: sensible for selling to companies (docs/scoring.md says why). */
final class DefaultModels {
    private static final List<String> TOP = List.of("owner", "founder", "c_suite", "partner");
    private static final List<String> DECIDERS =
            List.of("owner", "founder", "c_suite", "partner", "vp", "head", "director");

    static final ScoringModel SCORING = new ScoringModel(
            List.of(
                    rule("Decides: owner, founder, C-level, partner", 30, is("seniority", TOP)),
                    rule("Leads: VP, head of", 25, is("seniority", List.of("vp", "head"))),
                    rule("Leads: director", 20, is("seniority", List.of("director"))),
                    rule("Manages", 10, is("seniority", List.of("manager"))),
                    rule("Works at a company", 15, present("company.domain")),
                    rule(
                            "Company of 50 to 5,000 people",
                            15,
                            new Condition("company.employee_count", "gte", BigDecimal.valueOf(50)),
                            new Condition("company.employee_count", "lte", BigDecimal.valueOf(5_000))),
                    rule("Can be called", 5, either(present("phone"), present("mobile"))),
                    rule("Has a LinkedIn profile", 5, present("linkedin_url")),
                    rule("The address is good", 10, is("verification_status", List.of("valid"))),
                    rule("The address is risky", -10, is("verification_status", List.of("risky"))),
                    rule("The address is bad", -50, is("verification_status", List.of("invalid")))),
            eventPoints(),
            grades());

    static final IcpModel ICP = new IcpModel(List.of(
            tier(
                    "A",
                    is("seniority", DECIDERS),
                    new Condition("company.employee_count", "gte", BigDecimal.valueOf(50)),
                    new Condition("company.employee_count", "lte", BigDecimal.valueOf(5_000))),
            tier("B", is("seniority", DECIDERS), present("company.domain")),
            tier("C", present("company.domain"), present("title"))));

    private DefaultModels() {}

    private static Map<String, Integer> eventPoints() {
        Map<String, Integer> points = new LinkedHashMap<>();
        points.put("email_opened", 1);
        points.put("email_clicked", 5);
        points.put("email_replied", 20);
        points.put("email_bounced", -20);
        points.put("email_unsubscribed", -50);
        points.put("email_complained", -100);
        return points;
    }

    private static Map<String, Integer> grades() {
        Map<String, Integer> grades = new LinkedHashMap<>();
        grades.put("A", 80);
        grades.put("B", 60);
        grades.put("C", 40);
        grades.put("D", 20);
        return grades;
    }

    private static ScoringModel.Rule rule(String name, int points, Condition... all) {
        return new ScoringModel.Rule(name, points, new WrittenFilter(List.of(all), WrittenFilter.AND));
    }

    private static ScoringModel.Rule rule(String name, int points, WrittenFilter filter) {
        return new ScoringModel.Rule(name, points, filter);
    }

    private static WrittenFilter either(Condition one, Condition other) {
        return new WrittenFilter(List.of(one, other), "OR");
    }

    private static IcpModel.Tier tier(String tier, Condition... all) {
        return new IcpModel.Tier(tier, new WrittenFilter(List.of(all), WrittenFilter.AND));
    }

    private static Condition is(String field, List<String> values) {
        return new Condition(field, "in", values);
    }

    private static Condition present(String field) {
        return new Condition(field, "is_not_empty", null);
    }
}
