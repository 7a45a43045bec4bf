/** Segments: filters that a workspace has given a name. */
@org.jspecify.annotations.NullMarked
package io.roster.segment;
