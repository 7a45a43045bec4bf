package io.roster.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The encodings in which CSV files come, each with what its byte order mark leaves to be read. */
public enum TextEncoding {
    UTF_8("utf-8", StandardCharsets.UTF_8),
    UTF_16LE("utf-16le", StandardCharsets.UTF_16LE),
    UTF_16BE("utf-16be", StandardCharsets.UTF_16BE),
    WINDOWS_1252("windows-1252", Charset.forName("windows-1252"));

    private static final int MARK = 0xFEFF;

    private final String wire;
    private final Charset charset;

    TextEncoding(String wire, Charset charset) {
        this.wire = wire;
        this.charset = charset;
    }

    /** As it is written in the API and in the store. */
    public String wire() {
        return wire;
    }

    public static TextEncoding of(String wire) {
        for (TextEncoding encoding : values()) {
            if (encoding.wire.equals(wire)) {
                return encoding;
            }
        }
        throw new IllegalArgumentException(wire);
    }

    /** Reads the text strictly: bytes that are none throw a CharacterCodingException. The mark is left out. */
    public Reader reader(InputStream stream) throws IOException {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new InputStreamReader(withoutMark(stream), decoder);
    }

    private InputStream withoutMark(InputStream stream) throws IOException {
        byte[] mark =
                this == WINDOWS_1252 ? new byte[0] : String.valueOf((char) MARK).getBytes(charset);
        PushbackInputStream pushback = new PushbackInputStream(stream, Math.max(1, mark.length));
        byte[] start = pushback.readNBytes(mark.length);
        if (!Arrays.equals(start, mark)) {
            pushback.unread(start);
        }
        return pushback;
    }
}
