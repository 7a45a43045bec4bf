/** What the dialects have in common, the names of the fields aside. */
@org.jspecify.annotations.NullMarked
package io.roster.api;
