/** What the tests stand on: a real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.roster.testkit;
