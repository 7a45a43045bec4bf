/** What {@code roster demo} is made of: made-up contacts, and the throw-away server that holds them. */
@org.jspecify.annotations.NullMarked
package io.roster.demo;
