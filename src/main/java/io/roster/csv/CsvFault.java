package io.roster.csv;

/** A file that cannot be read as CSV; the message says why, and in which line. */
public final class CsvFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    public CsvFault(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** What is wrong, for programs: {@code unclosed_quote}. */
    public String code() {
        return code;
    }
}
