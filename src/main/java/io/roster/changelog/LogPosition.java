package io.roster.changelog;

import java.util.UUID;

/**
 * A place in the change log of a workspace.
 *
 * @param position of the transaction, which grows from one to the next
 * @param id of the change, which grows within a transaction
 */
public record LogPosition(long position, UUID id) {
    static final UUID LAST_ID = new UUID(-1, -1);

    /** Before every change there is. */
    public static final LogPosition FIRST = new LogPosition(-1, new UUID(0, 0));

    /** After every change there will be. */
    public static final LogPosition LAST = new LogPosition(Long.MAX_VALUE, LAST_ID);
}
