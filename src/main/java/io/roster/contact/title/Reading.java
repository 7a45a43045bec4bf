package io.roster.contact.title;

import io.roster.contact.Seniority;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the phrases of one title in turn, and keeps whose they are: the holder's, another's, or the past's. */
final class Reading {
    private enum Scope {
        OWN,
        ANOTHERS,
        IGNORED
    }

    private final List<Role> roles = new ArrayList<>(3);
    private RoleWords words = new RoleWords();
    private @Nullable RoleWords before;
    private Scope scope = Scope.OWN;
    private boolean afterEx;

    void take(Phrase phrase) {
        if (afterEx) {
            scope = Scope.IGNORED; // "Ex-CEO", where "Ex-Google" only drops the company
            afterEx = false;
        }
        switch (phrase.kind()) {
            case AND -> and();
            case SUBORDINATE -> {
                words.add(Phrase.LINK);
                enter(Scope.ANOTHERS);
            }
            case FORMER, COMPANY -> {
                words.add(Phrase.LINK);
                enter(Scope.IGNORED);
            }
            case EX -> afterEx = true;
            case NOISE -> {}
            case PROFESSION, ROLE, HOLDER, PARTNER, CHIEF, OFFICER, JUNIOR, ASSISTANT, DEPUTY, FIELD, SETTING, LINK ->
                own(phrase);
        }
    }

    void unknown() {
        afterEx = false;
    }

    /** A sign or word that joins two roles, or two halves of one. */
    void and() {
        if (scope == Scope.OWN) {
            settleBefore();
            before = words;
            words = new RoleWords();
        }
    }

    void endPart() {
        settleBefore();
        settle(words);
        words = new RoleWords();
        scope = Scope.OWN;
        afterEx = false;
    }

    JobTitle title() {
        return new Verdict(roles).title();
    }

    private void own(Phrase phrase) {
        switch (scope) {
            case OWN -> words.add(phrase);
            case ANOTHERS -> words.mention(phrase.department());
            case IGNORED -> {}
        }
    }

    private void enter(Scope next) {
        if (scope == Scope.OWN) {
            scope = next;
        }
    }

    /** Settles the half before the last "and": on its own if it is a role, and as part of the next if it is not. */
    private void settleBefore() {
        if (before == null) {
            return;
        }
        if (before.isOneRoleWith(words)) {
            words = before.joined(words);
        } else {
            settle(before);
        }
        before = null;
    }

    private void settle(RoleWords words) {
        Role role = words.role();
        if (role.seniority() != null || role.department() != null) {
            roles.add(role);
        }
    }

    /** One role of a title, and how surely its department is known. */
    record Role(@Nullable Seniority seniority, @Nullable String department, Certainty certainty) {}
}
