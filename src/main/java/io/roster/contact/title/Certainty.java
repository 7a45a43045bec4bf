package io.roster.contact.title;

/** How much a word says about the department of the one who bears it, from least to most. */
enum Certainty {
    /** No department was named. */
    NONE,
    /** It is another's: "Office of the CFO". */
    MENTIONED,
    /** It goes without saying, unless something is said: an engineer's is engineering, a founder's executive. */
    IMPLIED,
    /** It is named: sales, marketing. */
    NAMED,
    /** It is what the profession is: a recruiter for sales works in human resources. */
    CERTAIN;

    boolean isStated() {
        return compareTo(NAMED) >= 0;
    }

    static Certainty of(Phrase phrase) {
        if (phrase.department() == null) {
            return NONE;
        }
        return switch (phrase.kind()) {
            case PROFESSION, JUNIOR -> CERTAIN;
            case FIELD -> NAMED;
            case ROLE, HOLDER, PARTNER, CHIEF, OFFICER, ASSISTANT, DEPUTY, SETTING -> IMPLIED;
            case LINK, AND, SUBORDINATE, FORMER, EX, COMPANY, NOISE -> NONE;
        };
    }
}
