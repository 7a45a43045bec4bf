/** Commands that talk to a running server as its operator. */
@org.jspecify.annotations.NullMarked
package io.roster.console;
