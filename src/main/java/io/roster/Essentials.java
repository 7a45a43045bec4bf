package io.roster;

import io.roster.access.ServiceSecrets;
import io.roster.db.Database;
import io.roster.id.UuidV7;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What everything is made from: the configuration, the store, and the sources of secrets, chance, ids and time. */
record Essentials(
        Config config,
        Database database,
        ServiceSecrets secrets,
        SecureRandom random,
        UuidV7 ids,
        InstantSource clock) {
    static Essentials of(Config config, Database database, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        return new Essentials(
                config, database, new ServiceSecrets(database, random, clock), random, new UuidV7(clock), clock);
    }
}
