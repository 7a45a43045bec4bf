package io.roster.api.http;

import io.roster.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A body of {@code multipart/form-data} (RFC 7578), part by part as they come; nothing of a part is held in memory. */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile(
            "(?i)^multipart/form-data\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))");
    private static final int LONGEST_HEADERS = 8 * 1024;

    private final PartInput input;

    Multipart(InputStream body, String boundary) {
        this.input = new PartInput(body, ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The boundary that a Content-Type names; any other type is refused. */
    static String boundary(Optional<String> contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType.orElse(""));
        if (!matcher.find()) {
            throw new Failure.UnsupportedMediaType("Content-Type must be multipart/form-data with a boundary")
                    .refusal();
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    static boolean is(Optional<String> contentType) {
        return contentType.orElse("").regionMatches(true, 0, "multipart/form-data", 0, "multipart/form-data".length());
    }

    /** Hands over each part; what {@code parts} leaves of one is skipped. */
    void read(Parts parts) throws IOException {
        input.skipPart(); // what comes before the first boundary is nothing
        while (input.nextPart()) {
            String headers = headers();
            String disposition = header(headers, "content-disposition");
            String name = parameter(disposition, "name")
                    .orElseThrow(() -> malformed("A part has no name in its Content-Disposition"));
            parts.part(name, parameter(disposition, "filename"), input);
            input.skipPart();
        }
    }

    private String headers() throws IOException {
        StringBuilder headers = new StringBuilder();
        while (headers.indexOf("\r\n\r\n") < 0 && headers.indexOf("\r\n") != 0) {
            int c = input.read();
            if (c < 0 || headers.length() > LONGEST_HEADERS) {
                throw malformed("A part's headers have no end");
            }
            headers.append((char) c);
        }
        byte[] bytes = headers.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String header(String headers, String name) {
        for (String line : headers.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                return line.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static Optional<String> parameter(String header, String name) {
        Matcher matcher = Pattern.compile("(?i)[;\\s]" + name + "=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]+))")
                .matcher(header);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replaceAll("\\\\([\"\\\\])", "$1"));
    }

    static RuntimeException malformed(String message) {
        return Failure.invalid(null, "The body is not well-formed multipart/form-data: " + message);
    }
}
