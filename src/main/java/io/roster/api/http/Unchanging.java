package io.roster.api.http;

import java.util.Map;

/** An answer that is the same for everybody: compressed once, and with a tag by which a caller can keep it. */
public final class Unchanging {
    private static final String CACHE = "public, max-age=300";

    private final EntityTag tag;
    private final Reply plain;
    private final Reply compressed;

    private Unchanging(EntityTag tag, Reply plain) {
        this.tag = tag;
        this.plain = plain;
        this.compressed = Compression.gzipped(plain);
    }

    public static Unchanging of(String type, byte[] body) {
        EntityTag tag = EntityTag.of(body);
        Reply plain = new Reply(200, Map.of("Content-Type", type), body)
                .with("Cache-Control", CACHE)
                .with("X-Content-Type-Options", "nosniff");
        return new Unchanging(tag, plain);
    }

    /** The answer to {@code call}: 304 when it has what there is. */
    public Reply to(Call call) {
        if (call.header("If-None-Match").filter(tag::isKnownBy).isPresent()) {
            return tagged(Reply.empty(304).with("Cache-Control", CACHE));
        }
        boolean gzip =
                call.header("Accept-Encoding").filter(Compression::takesGzip).isPresent();
        return tagged(gzip ? compressed : plain);
    }

    private Reply tagged(Reply reply) {
        return reply.with("ETag", tag.header());
    }
}
