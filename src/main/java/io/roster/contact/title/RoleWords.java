package io.roster.contact.title;

import io.roster.contact.Seniority;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The phrases of one role, in their order, and the rules by which they make up a seniority and a department. */
final class RoleWords {
    private final List<Phrase> phrases = new ArrayList<>(6);
    private @Nullable String mentioned;

    void add(Phrase phrase) {
        phrases.add(phrase);
    }

    void mention(@Nullable String department) {
        if (mentioned == null) {
            mentioned = department;
        }
    }

    boolean isOneRoleWith(RoleWords next) {
        return !hasSeniority() || !next.hasSeniority() || (has(Phrase.Kind.CHIEF) && next.has(Phrase.Kind.OFFICER));
    }

    RoleWords joined(RoleWords next) {
        RoleWords joined = new RoleWords();
        joined.phrases.addAll(phrases);
        if (hasSeniority()) {
            joined.phrases.add(Phrase.LINK);
        }
        joined.phrases.addAll(next.phrases);
        joined.mentioned = mentioned == null ? next.mentioned : mentioned;
        return joined;
    }

    Reading.Role role() {
        @Nullable Seniority ceiling = ceiling();
        @Nullable Seniority seniority = null;
        @Nullable String department = mentioned;
        Certainty certainty = mentioned == null ? Certainty.NONE : Certainty.MENTIONED;
        for (int at = 0; at < phrases.size(); at++) {
            Phrase phrase = phrases.get(at);
            @Nullable Seniority own = seniorityAt(at);
            boolean anothers = ceiling != null && isAbove(own, ceiling);
            if (!anothers && isAbove(own, seniority)) {
                seniority = own;
            }
            Certainty said = anothers ? Certainty.MENTIONED : Certainty.of(phrase);
            if (phrase.department() != null && said.compareTo(certainty) > 0 && !saysNothingOfDepartment(at)) {
                department = phrase.department();
                certainty = said;
            }
        }
        return new Reading.Role(lowered(seniority), department, certainty);
    }

    /**
     * What an intern or an assistant can be at most: a higher rank beside it is another's ("CEO Assistant"), while
     * "Senior Executive Assistant" is one's own.
     */
    private @Nullable Seniority ceiling() {
        @Nullable Seniority ceiling = null;
        for (int at = 0; at < phrases.size(); at++) {
            Phrase phrase = phrases.get(at);
            if (phrase.kind() == Phrase.Kind.JUNIOR) {
                boolean intern = phrase.seniority() == Seniority.INTERN;
                ceiling = intern ? Seniority.INTERN : ceiling == null ? Seniority.SENIOR : ceiling;
            } else if (phrase.kind() == Phrase.Kind.ASSISTANT && ceiling == null && endsNoun(at)) {
                ceiling = Seniority.SENIOR;
            }
        }
        return ceiling;
    }

    private @Nullable Seniority seniorityAt(int at) {
        Phrase phrase = phrases.get(at);
        return switch (phrase.kind()) {
            case CHIEF -> has(Phrase.Kind.OFFICER) ? Seniority.C_SUITE : phrase.seniority();
            case HOLDER, PARTNER -> isQualifier(at) ? null : phrase.seniority();
            case PROFESSION, ROLE, OFFICER, JUNIOR, ASSISTANT, DEPUTY -> phrase.seniority();
            case FIELD, SETTING, LINK, AND, SUBORDINATE, FORMER, EX, COMPANY, NOISE -> null;
        };
    }

    /** Whether "Partner" or "Founder" only says with whom another role deals: "Partner Marketing", "Founder Associate". */
    private boolean isQualifier(int at) {
        Phrase.Kind kind = phrases.get(at).kind();
        if (kind != Phrase.Kind.HOLDER && kind != Phrase.Kind.PARTNER) {
            return false;
        }
        for (Phrase next : phrases.subList(at + 1, phrases.size())) {
            if (next.kind() == Phrase.Kind.LINK) {
                return false;
            }
            boolean lower = next.seniority() != null && isAbove(Seniority.VP, next.seniority());
            if (lower || (kind == Phrase.Kind.PARTNER && next.kind() == Phrase.Kind.FIELD)) {
                return true;
            }
        }
        return false;
    }

    /** "Assistant Director" is of no department, while "CEO Assistant" is of the administration. */
    private boolean saysNothingOfDepartment(int at) {
        return isQualifier(at) || (phrases.get(at).kind() == Phrase.Kind.ASSISTANT && !endsNoun(at));
    }

    /** Whether the phrase is what the words before it describe: "CEO Assistant", "Assistant of …", not "Assistant Director". */
    private boolean endsNoun(int at) {
        return at + 1 == phrases.size() || phrases.get(at + 1).kind() == Phrase.Kind.LINK;
    }

    private @Nullable Seniority lowered(@Nullable Seniority seniority) {
        boolean deputy = has(Phrase.Kind.DEPUTY) || has(Phrase.Kind.ASSISTANT);
        return deputy && seniority == Seniority.C_SUITE ? Seniority.VP : seniority;
    }

    private boolean hasSeniority() {
        for (Phrase phrase : phrases) {
            if (phrase.seniority() != null) {
                return true;
            }
        }
        return false;
    }

    private boolean has(Phrase.Kind kind) {
        for (Phrase phrase : phrases) {
            if (phrase.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAbove(@Nullable Seniority one, @Nullable Seniority other) {
        return one != null && (other == null || one.compareTo(other) < 0);
    }
}
