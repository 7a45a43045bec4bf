/** The PostgreSQL that Roster brings along, for those who have none. */
@org.jspecify.annotations.NullMarked
package io.roster.db.embedded;
