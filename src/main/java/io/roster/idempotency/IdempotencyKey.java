package io.roster.idempotency;

import io.roster.failure.Failure;
import java.util.UUID;
import java.util.regex.Pattern;

/** The name that a caller gave to a request, so that sending it again does not do it again: its own in each workspace. */
public record IdempotencyKey(UUID workspaceId, String text) {
    public static final String HEADER = "Idempotency-Key";
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,255}");

    public IdempotencyKey {
        if (!VISIBLE.matcher(text).matches()) {
            throw Failure.invalid(HEADER, HEADER + " must be 1 to 255 visible ASCII characters");
        }
    }
}
