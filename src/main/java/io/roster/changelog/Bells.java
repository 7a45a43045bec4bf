package io.roster.changelog;

import java.util.UUID;
import java.util.stream.Stream;

/** The bells that a committed change rings: that of its workspace's readers, and that of those who send webhooks. */
public final class Bells {
    private static final int WORKSPACES = 64;

    // Workspaces share bells: to be woken for nothing costs a look, and nobody has to clear up after a workspace.
    private final Bell[] readers = Stream.generate(Bell::new).limit(WORKSPACES).toArray(Bell[]::new);
    private final Bell senders = new Bell();

    public Bell readers(UUID workspaceId) {
        return readers[Math.floorMod(workspaceId.hashCode(), WORKSPACES)];
    }

    public Bell senders() {
        return senders;
    }

    void ring(UUID workspaceId, boolean queued) {
        readers(workspaceId).ring();
        if (queued) {
            senders.ring();
        }
    }

    void ringAll() {
        for (Bell bell : readers) {
            bell.ring();
        }
    }
}
