package io.roster.trace;

import org.jspecify.annotations.Nullable;

/** Something that takes time, from when it is made until it is closed, on one thread; what is made meanwhile is within it. */
public sealed interface Span extends AutoCloseable permits NoSpan, SentSpan {
    /** What it is called from now on. */
    void name(String name);

    /** What is to be known of it. Never a body, an address or a secret. */
    void set(String attribute, String value);

    void set(String attribute, long value);

    /** It came to no good end, by {@code cause}. */
    void failed(@Nullable String cause);

    @Override
    void close();
}
