package io.roster.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** How fast PostgreSQL itself takes in the rows that an import has made, into a table like the one that they are in. */
final class CopyLimit {
    /** Rows a second into a table with the same rows and indexes, and into one without indexes. */
    record Rates(double indexed, double bare) {}

    private final Site site;
    private final Instant since;

    /** @param since when the import began */
    CopyLimit(Site site, Instant since) {
        this.site = site;
        this.since = since;
    }

    Rates measure() throws SQLException, IOException {
        Path file = site.home().resolve("bench.copy");
        try (Connection connection = DriverManager.getConnection(
                        site.address().jdbcUrl(),
                        site.address().user(),
                        site.address().password());
                Statement sql = connection.createStatement()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            try (OutputStream out = Files.newOutputStream(file)) {
                copy.copyOut("copy (select * from contact where created_at >= '" + since + "') to stdout", out);
            }
            sql.execute("create table bench_indexed (like contact including all)");
            sql.execute("insert into bench_indexed select * from contact where created_at < '" + since + "'");
            sql.execute("analyze bench_indexed");
            sql.execute("create table bench_bare (like contact)");
            Rates rates = new Rates(copyIn(copy, "bench_indexed", file), copyIn(copy, "bench_bare", file));
            sql.execute("drop table bench_indexed, bench_bare");
            return rates;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static double copyIn(CopyManager copy, String table, Path file) throws SQLException, IOException {
        long begun = System.nanoTime();
        try (InputStream in = Files.newInputStream(file)) {
            long rows = copy.copyIn("copy " + table + " from stdin", in);
            return rows / ((System.nanoTime() - begun) / 1e9);
        }
    }
}
