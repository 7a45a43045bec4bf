package io.roster.erasure;

import io.roster.db.Tx;
import java.util.UUID;

/**
 * One kind of thing that an erasure takes away.
 *
 * @param name as the retention log counts it
 */
public record ErasureStep(String name, Work work) {
    /** Takes all of a person's away, and tells how many there were. */
    @FunctionalInterface
    public interface Work {
        int erase(Tx tx, UUID workspaceId, Person person);
    }
}
