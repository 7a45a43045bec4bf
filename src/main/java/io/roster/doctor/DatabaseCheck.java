package io.roster.doctor;

import io.roster.db.DatabaseAddress;
import io.roster.db.Migrations;
import io.roster.db.Unhurried;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Looks at the database, on one connection that writes nothing. */
final class DatabaseCheck {
    private static final Duration SKEW = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 20;

    private final DatabaseAddress address;
    private final InstantSource clock;

    DatabaseCheck(DatabaseAddress address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = Unhurried.source(address, "doctor").getConnection()) {
            connection.setReadOnly(true);
            findings.add(Finding.good("database", address + " is reached"));
            findings.add(version(connection));
            findings.add(text(connection));
            findings.add(collation(connection));
            findings.add(rights(connection));
            findings.add(connections(connection));
            findings.add(migrations(connection));
            findings.add(skew(connection));
        } catch (SQLException e) {
            findings.add(Finding.problem(
                    "database",
                    "%s: %s".formatted(address, String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ")),
                    "Is it started, is ROSTER_DATABASE_URL right, and may this user be there?"));
        }
        return findings;
    }

    private static Finding version(Connection connection) throws SQLException {
        String version = connection.getMetaData().getDatabaseProductVersion();
        return connection.getMetaData().getDatabaseMajorVersion() >= Migrations.OLDEST_MAJOR
                ? Finding.good("version", "PostgreSQL " + version)
                : Finding.problem(
                        "version",
                        "PostgreSQL " + version,
                        "Use PostgreSQL %d or newer.".formatted(Migrations.OLDEST_MAJOR));
    }

    private static Finding text(Connection connection) throws SQLException {
        String encoding = one(connection, "show server_encoding");
        return encoding.equals("UTF8")
                ? Finding.good("encoding", encoding)
                : Finding.problem("encoding", encoding, "Make the database anew: create database … encoding 'UTF8'.");
    }

    /** No extension is needed, and every text has a collation of its own; an operating system's may change all the same. */
    private static Finding collation(Connection connection) throws SQLException {
        String changed = one(connection, """
                select coalesce(datcollversion, '') <> coalesce(pg_database_collation_actual_version(oid), '')
                from pg_database where datname = current_database()
                """);
        return changed.equals("f")
                ? Finding.good("collation", "as when the database was made; no extension is needed")
                : Finding.problem(
                        "collation",
                        "the operating system sorts text otherwise than when the database was made",
                        "Run in it: reindex database; alter database … refresh collation version.");
    }

    private static Finding rights(Connection connection) throws SQLException {
        if (one(connection, "select pg_is_in_recovery() or current_setting('default_transaction_read_only')::bool")
                .equals("t")) {
            return Finding.problem("rights", "it takes no writes", "Name the primary server in ROSTER_DATABASE_URL.");
        }
        return one(connection, """
                select has_schema_privilege(current_schema(), 'create')
                    and has_function_privilege('pg_control_system()', 'execute')
                """).equals("t")
                ? Finding.good("rights", "they suffice")
                : Finding.problem(
                        "rights",
                        "the user may not make tables, or not ask for the cluster's identifier",
                        "Let it own the database, and: grant execute on function pg_control_system() to it.");
    }

    private static Finding connections(Connection connection) throws SQLException {
        int most = Integer.parseInt(one(connection, "show max_connections"));
        return most >= CONNECTIONS
                ? Finding.good("connections", most + " are allowed, and a server uses up to 16")
                : Finding.problem("connections", most + " are allowed", "Raise max_connections to 20 for each server.");
    }

    private static Finding migrations(Connection connection) throws SQLException {
        Map<String, Integer> brought = Migrations.brought();
        Map<String, Integer> applied = Migrations.applied(connection);
        var unknown = new TreeSet<>(applied.keySet());
        unknown.removeIf(version -> Objects.equals(applied.get(version), brought.get(version)));
        var pending = new TreeSet<>(brought.keySet());
        pending.removeAll(applied.keySet());
        if (!unknown.isEmpty()) {
            return Finding.problem(
                    "migrations",
                    "the database has some that this program does not know, or knows otherwise: " + unknown,
                    "Start the newer Roster that applied them.");
        }
        return pending.isEmpty()
                ? Finding.good("migrations", "all %d are applied".formatted(applied.size()))
                : Finding.note("migrations", "the next start of a server applies " + pending);
    }

    private Finding skew(Connection connection) throws SQLException {
        one(connection, "select 1"); // so that the next is not held up by what a first statement takes
        Instant before = clock.instant();
        double there = Double.parseDouble(one(connection, "select extract(epoch from clock_timestamp())"));
        Duration took = Duration.between(before, clock.instant());
        Duration skew = Duration.between(
                before.plus(took.dividedBy(2)), Instant.EPOCH.plusNanos((long) (there * 1_000_000) * 1_000));
        String detail = "the database's clock is %+d ms off this machine's".formatted(skew.toMillis());
        return skew.abs().minus(took).compareTo(SKEW) <= 0
                ? Finding.good("clocks", detail)
                : Finding.problem("clocks", detail, "Have both machines set their clocks by NTP.");
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
