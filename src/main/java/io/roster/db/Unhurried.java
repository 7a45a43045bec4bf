package io.roster.db;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections, one at a time, on which a statement may take its time: for migrations, backups and the like. */
public final class Unhurried {
    private Unhurried() {}

    /**
     * Connections to {@code address}.
     *
     * @param purpose what the connection is for, as it shows in {@code pg_stat_activity}
     */
    public static DataSource source(DatabaseAddress address, String purpose) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address.jdbcUrl());
        source.setUser(address.user());
        source.setPassword(address.password());
        source.setApplicationName("roster " + purpose);
        source.setConnectTimeout(5);
        source.setTcpKeepAlive(true);
        source.setLogServerErrorDetail(false); // it quotes values, which are personal data
        source.setOptions("-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0");
        return source;
    }
}
