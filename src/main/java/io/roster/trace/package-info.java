/** What happens within a request or a job, told to a collector of traces, where one is configured. */
@org.jspecify.annotations.NullMarked
package io.roster.trace;
