package io.roster.csv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/**
 * Finds out how a file is written while it passes by: the encoding by its byte order mark, else UTF-8 when all of it is
 * that, else Windows-1252; the delimiter by the first lines.
 */
public final class Probe {
    private static final int START = 256 * 1024;

    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(16 * 1024);
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean isUtf8 = true;
    private long size;

    /** The next bytes of the file. */
    public void take(byte[] bytes, int length) {
        size += length;
        start.write(bytes, 0, Math.min(length, Math.max(0, START - start.size())));
        if (isUtf8) {
            ByteBuffer all = ByteBuffer.allocate(rest.remaining() + length)
                    .put(rest)
                    .put(bytes, 0, length)
                    .flip();
            decode(all, false);
            rest = all;
        }
    }

    /** How many bytes have passed. */
    public long size() {
        return size;
    }

    /** The first bytes of the file, up to 256 KiB. */
    public byte[] start() {
        return start.toByteArray();
    }

    /** The encoding, when all of the file has passed. */
    public TextEncoding encoding() {
        byte[] first = start();
        int mark = first.length < 2 ? 0 : (first[0] & 0xff) * 256 + (first[1] & 0xff);
        if (mark == 0xFFFE) {
            return TextEncoding.UTF_16LE;
        }
        if (mark == 0xFEFF) {
            return TextEncoding.UTF_16BE;
        }
        if (mark == 0xEFBB && first.length > 2 && (first[2] & 0xff) == 0xBF) {
            return TextEncoding.UTF_8;
        }
        if (isUtf8) {
            decode(rest, true);
        }
        return isUtf8 ? TextEncoding.UTF_8 : TextEncoding.WINDOWS_1252;
    }

    /** The delimiter that cuts the first lines into the most cells, the same number in each. */
    public char delimiter() {
        char best = ',';
        int bestScore = 0;
        for (char candidate : new char[] {',', ';', '\t'}) {
            int score = score(candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /** How many records, of the first ones, have as many cells as the header; more cells count a little. */
    private int score(char delimiter) {
        int alike = 0;
        int cells = 0;
        try (Reader reader = encoding().reader(new ByteArrayInputStream(start()))) {
            CsvReader csv = new CsvReader(reader, delimiter);
            cells = csv.next().map(header -> header.cells().size()).orElse(0);
            for (int i = 0; i < 20 && csv.next().orElseThrow().cells().size() == cells; i++) {
                alike++;
            }
        } catch (CsvFault | NoSuchElementException e) {
            // The end of the beginning, which may be anywhere in a record.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cells < 2 ? 0 : alike * 10_000 + cells;
    }

    private void decode(ByteBuffer bytes, boolean end) {
        while (true) {
            decoded.clear();
            var result = utf8.decode(bytes, decoded, end);
            if (result.isError()) {
                isUtf8 = false;
            }
            if (!result.isOverflow()) {
                return;
            }
        }
    }
}
