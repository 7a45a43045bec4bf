package io.roster.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV (RFC 4180) record by record; a record ends with LF, CRLF or CR. A quote within an unquoted cell, and what
 * follows a closing quote, are taken as they are, as spreadsheets do. A quote that is never closed is a {@link CsvFault},
 * for it would swallow the rest of the file.
 */
public final class CsvReader {
    private static final int LONGEST_RECORD = 1024 * 1024;
    private static final int MOST_CELLS = 2_000;
    private static final int END = -1;

    private final Reader reader;
    private final char delimiter;
    private final char[] buffer = new char[32 * 1024];
    private int length;
    private int at;
    private int line = 1;
    private int records;
    private int recordSize;
    /** Of the record that is being read. */
    private final List<String> cells = new ArrayList<>();

    public CsvReader(Reader reader, char delimiter) {
        this.reader = reader;
        this.delimiter = delimiter;
    }

    /** The next record that is not blank; empty at the end of the file. */
    public Optional<CsvRecord> next() {
        try {
            while (peek() != END) {
                CsvRecord record = record();
                if (!record.isBlank()) {
                    return Optional.of(record);
                }
            }
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new CsvFault(
                    "bad_encoding", "Line %d has bytes that are no text in the file's encoding".formatted(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CsvRecord record() throws IOException {
        cells.clear();
        recordSize = 0;
        while (true) {
            cells.add(cell());
            if (cells.size() > MOST_CELLS) {
                throw new CsvFault("too_many_columns", "Line %d has more than %d cells".formatted(line, MOST_CELLS));
            }
            if (peek() == delimiter) {
                read();
            } else {
                endOfRecord();
                return new CsvRecord(++records, cells);
            }
        }
    }

    /** One cell, up to the delimiter or the end of the record. */
    private String cell() throws IOException {
        boolean isQuoted = peek() == '"';
        if (!isQuoted && at < length) {
            int end = endOfPlain();
            if (end < length && recordSize + end - at <= LONGEST_RECORD) {
                return taken(end);
            }
        }
        StringBuilder text = new StringBuilder();
        if (isQuoted) {
            quoted(text);
        }
        int c = peek();
        while (c != delimiter && c != '\n' && c != '\r' && c != END) {
            append(text, read());
            c = peek();
        }
        return text.toString();
    }

    /** Where the cell that begins here ends in the buffer; nearly all do, and are taken from it at once. */
    private int endOfPlain() {
        int end = at;
        while (end < length && buffer[end] != delimiter && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        return end;
    }

    private String taken(int end) {
        String text = new String(buffer, at, end - at);
        recordSize += end - at;
        at = end;
        return text;
    }

    private void quoted(StringBuilder text) throws IOException {
        int opened = line;
        read();
        while (true) {
            int c = read();
            if (c == '"' && peek() != '"') {
                return;
            }
            if (c == '"') {
                read();
            }
            if (c == END || recordSize >= LONGEST_RECORD) {
                throw new CsvFault("unclosed_quote", "The quote that opens in line %d is not closed".formatted(opened));
            }
            if (c == '\n') {
                line++;
            }
            append(text, c);
        }
    }

    private void append(StringBuilder text, int c) {
        if (++recordSize > LONGEST_RECORD) {
            throw new CsvFault("row_too_long", "Line %d has more than %d characters".formatted(line, LONGEST_RECORD));
        }
        text.append((char) c);
    }

    private void endOfRecord() throws IOException {
        if (read() == '\r' && peek() == '\n') {
            read();
        }
        line++;
    }

    private int peek() throws IOException {
        if (at == length) {
            length = Math.max(0, reader.read(buffer));
            at = 0;
        }
        return length == 0 ? END : buffer[at];
    }

    private int read() throws IOException {
        int c = peek();
        if (c != END) {
            at++;
        }
        return c;
    }
}
