package io.roster.importing;

import java.util.UUID;

/** A mapping that a workspace has saved under a name. */
public record FieldMapping(UUID id, String name, ColumnMapping mapping) {}
