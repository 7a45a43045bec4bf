/** Text as it is compared: folded, and cut into words. */
@org.jspecify.annotations.NullMarked
package io.roster.text;
