package io.roster.changelog;

import java.time.Instant;
import java.util.UUID;

/**
 * A change as it is in the log.
 *
 * @param type as webhooks call it, such as {@code contact.updated}
 * @param changes JSON: what changed by its name, from and to
 */
public record LoggedChange(
        LogPosition position, UUID contactId, String type, Instant at, String actor, String source, String changes) {}
