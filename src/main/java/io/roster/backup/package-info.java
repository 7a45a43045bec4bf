/** The whole database in one file, taken while it is in use, and put back. */
@org.jspecify.annotations.NullMarked
package io.roster.backup;
