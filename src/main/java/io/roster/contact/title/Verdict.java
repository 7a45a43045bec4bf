package io.roster.contact.title;

import io.roster.contact.Seniority;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the roles of one title come to: the highest holds, and gives the department if it has one. */
record Verdict(List<Reading.Role> roles) {

    JobTitle title() {
        if (roles.isEmpty()) {
            return JobTitle.UNKNOWN;
        }
        Reading.Role top = highest();
        return new JobTitle(top.seniority(), department(top));
    }

    private Reading.Role highest() {
        Reading.Role highest = roles.getFirst();
        for (Reading.Role role : roles) {
            if (isAbove(role, highest)) {
                highest = role;
            }
        }
        return highest;
    }

    private @Nullable String department(Reading.Role top) {
        if (top.certainty().isStated()) {
            return top.department();
        }
        // "VP, Engineering"
        Reading.Role field = first(role -> role.certainty().isStated() && role.seniority() == null);
        if (field != null) {
            return field.department();
        }
        // "Founder & CTO" tells more than "Founder", and "CEO & CTO" more than "CEO".
        Reading.Role second = first(role -> role.certainty().isStated() && isSecondTo(top, role));
        if (second != null) {
            return second.department();
        }
        if (top.department() != null) {
            return top.department();
        }
        Reading.Role other = first(role -> role.department() != null);
        return other == null ? null : other.department();
    }

    private Reading.@Nullable Role first(Predicate<Reading.Role> test) {
        for (Reading.Role role : roles) {
            if (test.test(role)) {
                return role;
            }
        }
        return null;
    }

    /** Whether the role is the work of one who is, besides, the {@code top}: of a founder it may be a lower one. */
    private static boolean isSecondTo(Reading.Role top, Reading.Role role) {
        @Nullable
        Seniority lowest = switch (top.seniority()) {
            case OWNER, FOUNDER, PARTNER -> Seniority.DIRECTOR;
            case C_SUITE -> Seniority.C_SUITE;
            case VP, HEAD, DIRECTOR, MANAGER, SENIOR, ENTRY, INTERN -> null;
            case null -> null;
        };
        return lowest != null && role.seniority() != null && role.seniority().compareTo(lowest) <= 0;
    }

    private static boolean isAbove(Reading.Role one, Reading.Role other) {
        if (one.seniority() == null) {
            return false;
        }
        return other.seniority() == null || one.seniority().compareTo(other.seniority()) < 0;
    }
}
