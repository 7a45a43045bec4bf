/** Looks at what a server needs, and says what is wrong and how to mend it; it changes nothing. */
@org.jspecify.annotations.NullMarked
package io.roster.doctor;
