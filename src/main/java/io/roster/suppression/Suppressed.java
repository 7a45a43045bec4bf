package io.roster.suppression;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** That an address must not be contacted, and why. */
public record Suppressed(By by, @Nullable String reason, Instant since) {
    /** What bars the address: the workspace by the address or by its domain, or the operator for all workspaces. */
    public enum By {
        WORKSPACE,
        DOMAIN,
        GLOBAL;

        /** As it is written in the API: {@code workspace}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
