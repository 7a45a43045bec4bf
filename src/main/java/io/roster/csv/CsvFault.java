package io.roster.csv;

/** A file that cannot be read as CSV; the message says why, and in which line. */
public final class CsvFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String reason;

    public CsvFault(String code, String message) {
        super(message, null, false, false);
        this.code = code;
        this.reason = message;
    }

    /** What is wrong, for programs: {@code unclosed_quote}. */
    public String code() {
        return code;
    }

    /** The same as a sentence for people. */
    public String reason() {
        return reason;
    }
}
