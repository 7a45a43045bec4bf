package io.roster.contact;

import java.util.UUID;

/** What a contact of any workspace is found by. */
record ContactKey(UUID workspaceId, UUID id) {}
