package io.roster.api.http;

/** The header that tells caches which request headers an answer depends on. */
final class Vary {
    private static final String NAME = "Vary";

    private Vary() {}

    static Reply on(Reply reply, String requestHeader) {
        String before = reply.headers().get(NAME);
        return reply.with(NAME, before == null ? requestHeader : before + ", " + requestHeader);
    }
}
