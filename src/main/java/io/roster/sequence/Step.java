package io.roster.sequence;

import io.roster.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * One mail of a sequence.
 *
 * @param delayHours after the step before, or after enrolment
 * @param subject null: a reply in the thread of the mail before
 */
public record Step(int delayHours, @Nullable String subject, String body) {
    /** The only type of step that there is. */
    public static final String TYPE = "email";

    private static final int MAX_DELAY = 8_760;
    private static final int MAX_SUBJECT = 255;
    private static final int MAX_BODY = 100_000;

    /** A step that is found at {@code place}, refused with the place of what is wrong. */
    public static Step of(String place, String type, long delayHours, @Nullable String subject, String body) {
        if (!type.equals(TYPE)) {
            throw Failure.invalid(place + ".type", "%s.type must be %s".formatted(place, TYPE));
        }
        if (delayHours < 0 || delayHours > MAX_DELAY) {
            throw Failure.invalid(
                    place + ".delay_hours",
                    "%s.delay_hours must be a whole number from 0 to %d".formatted(place, MAX_DELAY));
        }
        if (subject != null && subject.codePointCount(0, subject.length()) > MAX_SUBJECT) {
            throw Failure.invalid(
                    place + ".subject", "%s.subject must have at most %d characters".formatted(place, MAX_SUBJECT));
        }
        if (body.isBlank() || body.length() > MAX_BODY) {
            throw Failure.invalid(place + ".body", "%s.body must have 1 to %d characters".formatted(place, MAX_BODY));
        }
        return new Step((int) delayHours, subject, body);
    }
}
