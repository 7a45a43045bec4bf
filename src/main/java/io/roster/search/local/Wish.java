package io.roster.search.local;

/** What can be asked of an index that is in use; its thread does it when it has time. */
enum Wish {
    /** Build it anew; what is there serves meanwhile. */
    REBUILD,
    /** Rid the files of all that was deleted. */
    EXPUNGE,
    /** The same, if anybody was erased; and let go of what is not needed any more. */
    CLEAN,
    /** Look at the files byte by byte, for a search has failed. */
    VERIFY
}
