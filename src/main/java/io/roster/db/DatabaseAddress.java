package io.roster.db;

/** Where a PostgreSQL is, and who to be there. */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    /** Without the password, so that it can be logged. */
    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }
}
