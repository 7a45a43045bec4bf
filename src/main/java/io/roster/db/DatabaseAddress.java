package io.roster.db;

/** Where a PostgreSQL is, and who to be there. */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    /** Without the password, and without the parameters, which may hold the one of a client certificate. */
    @Override
    public String toString() {
        return jdbcUrl.replaceFirst("\\?.*", "") + " as " + user;
    }
}
