/** {@code roster bench}: what the server does in a second, beside what its database could. */
@org.jspecify.annotations.NullMarked
package io.roster.bench;
