package io.roster.scoring;

import io.roster.contact.Contact;
import io.roster.filter.Activity;
import io.roster.filter.Filter;
import io.roster.filter.FilterMatch;
import io.roster.filter.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The models of a workspace, ready to be applied to any of its contacts in memory. Immutable. */
public final class Scorer {
    /** Leaves every contact as it is. */
    public static final Scorer NONE = new Scorer(DefaultModels.SCORING, List.of(), DefaultModels.ICP, List.of(), false);

    private static final int HIGHEST = 100;

    private final ScoringModel scoring;
    private final List<Filter> rules;
    private final IcpModel icp;
    private final List<Filter> tiers;
    private final boolean isActive;

    private Scorer(ScoringModel scoring, List<Filter> rules, IcpModel icp, List<Filter> tiers, boolean isActive) {
        this.scoring = scoring;
        this.rules = List.copyOf(rules);
        this.icp = icp;
        this.tiers = List.copyOf(tiers);
        this.isActive = isActive;
    }

    /** The models with the filters of their rules and tiers, in their order. */
    Scorer(ScoringModel scoring, List<Filter> rules, IcpModel icp, List<Filter> tiers) {
        this(scoring, rules, icp, tiers, true);
    }

    /** The contact with its tier, score and grade. */
    public Contact apply(Contact contact, Activity activity) {
        if (!isActive) {
            return contact;
        }
        Contact tiered = contact.withStanding(contact.standing().scored(0, tier(contact, activity), "F"));
        int score = score(new Subject(tiered, activity));
        var standing = contact.standing().scored(score, tiered.standing().icpTier(), scoring.grade(score));
        return standing.equals(contact.standing()) ? contact : contact.withStanding(standing);
    }

    /** Why a contact's score, grade and tier are what they are. */
    public Explanation explain(Contact contact, Activity activity) {
        Contact scored = apply(contact, activity);
        Subject subject = new Subject(scored, activity);
        List<Explanation.Rule> lines = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            ScoringModel.Rule rule = scoring.rules().get(i);
            lines.add(new Explanation.Rule(rule.name(), rule.points(), FilterMatch.matches(rules.get(i), subject)));
        }
        List<Explanation.Event> events = new ArrayList<>();
        for (Map.Entry<String, Integer> points : scoring.eventPoints().entrySet()) {
            int count = activity.counts().getOrDefault(points.getKey(), 0);
            events.add(new Explanation.Event(points.getKey(), count, clamped((long) count * points.getValue())));
        }
        int line = matchedTier(subject);
        return new Explanation(
                scored.standing(),
                lines,
                events,
                scoring.grades().get(scored.standing().grade()),
                line < 0 ? null : icp.tiers().get(line).tier());
    }

    private int score(Subject subject) {
        long sum = 0;
        for (int i = 0; i < rules.size(); i++) {
            if (FilterMatch.matches(rules.get(i), subject)) {
                sum += scoring.rules().get(i).points();
            }
        }
        for (Map.Entry<String, Integer> points : scoring.eventPoints().entrySet()) {
            sum += (long) subject.activity().counts().getOrDefault(points.getKey(), 0) * points.getValue();
        }
        return Math.clamp(sum, 0, HIGHEST);
    }

    private String tier(Contact contact, Activity activity) {
        int line = matchedTier(new Subject(contact, activity));
        return line < 0 ? IcpModel.LOWEST_TIER : icp.tiers().get(line).tier();
    }

    /** The place of the first tier that matches; -1 when none does. */
    private int matchedTier(Subject subject) {
        for (int i = 0; i < tiers.size(); i++) {
            if (FilterMatch.matches(tiers.get(i), subject)) {
                return i;
            }
        }
        return -1;
    }

    private static int clamped(long points) {
        return Math.clamp(points, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
