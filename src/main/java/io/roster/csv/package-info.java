/** CSV as it is met in the wild: read leniently but never wrongly, and written so that it can be read again. */
@org.jspecify.annotations.NullMarked
package io.roster.csv;
