/** The search indexes that this server keeps on its own disk: built, followed, repaired and cleaned. */
@org.jspecify.annotations.NullMarked
package io.roster.search.local;
