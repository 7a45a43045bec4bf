package io.roster.engagement;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that the engine has seen of a contact. Immutable, here and in the database.
 *
 * @param properties a JSON object, as the engine wrote it
 */
public record Event(UUID id, UUID contactId, EventType type, Instant occurredAt, String source, String properties) {}
