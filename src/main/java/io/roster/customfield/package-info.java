/** The fields that a workspace defines for its contacts, and their values. */
@org.jspecify.annotations.NullMarked
package io.roster.customfield;
