/** Contacts from files: uploads, what their columns mean, and the background work that takes them in. */
@org.jspecify.annotations.NullMarked
package io.roster.importing;
