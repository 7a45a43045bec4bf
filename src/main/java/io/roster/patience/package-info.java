@org.jspecify.annotations.NullMarked
package io.roster.patience;
