package io.roster.customfield;

import io.roster.db.Tx;
import java.util.Optional;
import java.util.UUID;

/** Something that is built on custom fields by name, and so keeps one from being deleted. */
@FunctionalInterface
public interface CustomFieldUse {
    /** What uses the field, for the message: {@code segment "Trials"}; empty when nothing does. */
    Optional<String> of(Tx tx, UUID workspaceId, String name);
}
