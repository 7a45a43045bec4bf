package io.roster.access;

import io.roster.db.Database;
import io.roster.db.Tx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Secrets that all servers of one database share; each is made when it is first asked for. */
public final class ServiceSecrets {
    private final Database database;
    private final SecureRandom random;
    private final InstantSource clock;

    public ServiceSecrets(Database database, SecureRandom random, InstantSource clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** The secret of this name, {@code length} bytes long. */
    public byte[] secret(String name, int length) {
        byte[] secret = database.read(tx -> stored(tx, name)).orElseGet(() -> create(name, length));
        if (secret.length != length) {
            throw new IllegalStateException(
                    "secret %s has %d bytes, and should have %d".formatted(name, secret.length, length));
        }
        return secret;
    }

    /** Of several servers that start at once one inserts, and all read what it inserted. */
    private byte[] create(String name, int length) {
        byte[] fresh = new byte[length];
        random.nextBytes(fresh);
        database.write(tx -> insert(tx, name, fresh));
        return database.read(tx -> stored(tx, name)).orElseThrow();
    }

    private int insert(Tx tx, String name, byte[] value) {
        return tx.sql(
                        "insert into service_secret (name, value, created_at) values (?, ?, ?) on conflict (name) do nothing")
                .bind(name)
                .bind(value)
                .bind(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .update();
    }

    private static Optional<byte[]> stored(Tx tx, String name) {
        return tx.sql("select value from service_secret where name = ?")
                .bind(name)
                .optional(row -> row.bytes());
    }
}
