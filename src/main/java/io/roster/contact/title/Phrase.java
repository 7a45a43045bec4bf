package io.roster.contact.title;

import io.roster.contact.Seniority;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a phrase of the vocabulary means when it is met in a title. */
record Phrase(
        Kind kind, @Nullable Seniority seniority, @Nullable String department) {
    static final Phrase LINK = new Phrase(Kind.LINK, null, null);

    /** The part a phrase plays, which is the section of the vocabulary that lists it; the sections explain themselves. */
    enum Kind {
        PROFESSION,
        ROLE,
        HOLDER,
        PARTNER,
        CHIEF,
        OFFICER,
        JUNIOR,
        ASSISTANT,
        DEPUTY,
        FIELD,
        SETTING,
        LINK,
        AND,
        SUBORDINATE,
        FORMER,
        EX,
        COMPANY,
        NOISE;

        String section() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
