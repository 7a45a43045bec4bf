package io.roster.search.local;

import java.util.UUID;

/**
 * How an index of this server is.
 *
 * @param documents how many contacts are in it
 * @param built of an index that is being built, how many contacts are done
 * @param toBuild and how many there are, about
 * @param pending how many changes of the log it has not taken in, of the first 100,000
 * @param bytes what it takes on disk
 */
public record IndexStatus(
        UUID workspaceId, State state, long documents, long built, long toBuild, long pending, long bytes) {
    /** What is being done with it. */
    public enum State {
        /** It is brought up to date after it was closed. */
        OPENING,
        /** It is read from the database; one that is there already serves until it is done. */
        BUILDING,
        /** It answers searches, and follows the log. */
        READY,
        /** It answers searches, and is rid of what was erased. */
        EXPUNGING,
        /** It has failed; it is tried again in a minute. */
        FAILED,
        /** It lies on disk, and is opened when it is wanted. */
        CLOSED
    }
}
