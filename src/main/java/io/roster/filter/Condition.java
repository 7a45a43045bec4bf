package io.roster.filter;

import org.jspecify.annotations.Nullable;

/**
 * One line of a filter as somebody wrote it, not checked yet.
 *
 * @param value a String, a Number, a Boolean or a List of them; null where none was given
 */
public record Condition(String field, String op, @Nullable Object value) {}
