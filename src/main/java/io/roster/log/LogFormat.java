package io.roster.log;

/** How a line of the log is written: for a person to read, or one JSON object a line for a collector. */
public enum LogFormat {
    TEXT,
    JSON;

    /** Text when standard error is a terminal, which the launcher tells, for Java cannot ask about this stream. */
    public static LogFormat ofStandardError() {
        return Boolean.getBoolean("roster.terminal") ? TEXT : JSON;
    }
}
