package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.db.Database;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ServiceSecretsTest {
    private static final int SERVERS = 8;

    private static TestDatabase store;
    private static Database database;

    @BeforeAll
    static void start() {
        store = TestPostgres.database();
        database = new Database(store.address(), SERVERS);
    }

    @AfterAll
    static void stop() {
        database.close();
        store.close();
    }

    @Test
    void aSecretIsMadeOnceAndStaysTheSame() {
        byte[] made = secrets(database).secret("cursor", 32);
        assertThat(made).hasSize(32).isNotEqualTo(new byte[32]);
        try (Database restarted = new Database(store.address(), 1)) {
            assertThat(secrets(restarted).secret("cursor", 32)).isEqualTo(made);
        }
        assertThat(secrets(database).secret("another", 32)).isNotEqualTo(made);
    }

    @Test
    void serversThatStartAtOnceAgree() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "round " + round;
            CyclicBarrier together = new CyclicBarrier(SERVERS);
            Set<String> seen = new HashSet<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<byte[]>> servers = new ArrayList<>();
                for (int i = 0; i < SERVERS; i++) {
                    servers.add(threads.submit(() -> {
                        together.await();
                        return secrets(database).secret(name, 16);
                    }));
                }
                for (Future<byte[]> server : servers) {
                    seen.add(HexFormat.of().formatHex(server.get()));
                }
            }
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void aSecretOfAnotherLengthIsADefect() {
        secrets(database).secret("long", 64);
        assertThatThrownBy(() -> secrets(database).secret("long", 32))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("secret long has 64 bytes, and should have 32");
    }

    private static ServiceSecrets secrets(Database database) {
        return new ServiceSecrets(database, new SecureRandom(), InstantSource.system());
    }
}
