package io.roster.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** gzip for answers that are worth it, when the caller takes it (RFC 9110, 12.5.3). */
final class Compression {
    private static final int WORTH_IT = 1024;

    private Compression() {}

    static Reply compressed(Reply reply, Optional<String> acceptEncoding) {
        if ((reply.stream() == null && reply.body().length < WORTH_IT)
                || reply.headers().containsKey("Content-Encoding")) {
            return reply;
        }
        Reply varied = Vary.on(reply, "Accept-Encoding");
        if (!acceptEncoding.map(Compression::takesGzip).orElse(false)) {
            return varied;
        }
        return encoded(varied);
    }

    /** The answer compressed, for a caller that takes it so. */
    static Reply gzipped(Reply reply) {
        return encoded(Vary.on(reply, "Accept-Encoding"));
    }

    private static Reply encoded(Reply reply) {
        Reply.Stream stream = reply.stream();
        Reply zipped = stream == null
                ? new Reply(reply.status(), reply.headers(), gzip(reply.body()))
                : new Reply(reply.status(), reply.headers(), reply.body(), gzip(stream));
        return zipped.with("Content-Encoding", "gzip");
    }

    static boolean takesGzip(String acceptEncoding) {
        boolean any = false;
        for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.split(";", -1);
            String name = parts[0].strip();
            if (name.equals("gzip") || name.equals("x-gzip")) {
                return isWanted(parts);
            }
            any |= name.equals("*") && isWanted(parts);
        }
        return any;
    }

    private static boolean isWanted(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q\\s*=\\s*0(\\.0{0,3})?")) {
                return false;
            }
        }
        return true;
    }

    private static Reply.Stream gzip(Reply.Stream stream) {
        return out -> {
            GZIPOutputStream gzip = new GZIPOutputStream(out, 8192);
            stream.writeTo(gzip);
            gzip.finish();
        };
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 8192)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
