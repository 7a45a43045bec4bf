package io.roster.contact;

/** What becomes of a contact taken in whose address the workspace has already. */
public enum DedupBehavior {
    /** The one that is there stays as it is. */
    SKIP,
    /** The fields given are set on the one that is there. */
    UPDATE
}
