package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.UuidV7;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers on one database, each with its own memory of keys. */
final class AuthenticationTest {
    private static final String ADMIN = "admin-of-this-test-and-no-other-one";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a server has of its own. */
    private record Server(Database database, Ticking ticking, Tenancy tenancy, Authentication authentication) {
        static Server on(DatabaseAddress address) {
            Database database = new Database(address, 8);
            Ticking ticking = new Ticking();
            KeyRing ring = new KeyRing(database, ticking);
            InstantSource clock = InstantSource.system();
            AdminKey admin = AdminKey.of(Optional.of(ADMIN), Path.of("unused"), RANDOM);
            return new Server(
                    database,
                    ticking,
                    new Tenancy(database, ring, new UuidV7(clock), RANDOM, clock),
                    new Authentication(admin, ring));
        }
    }

    private static TestDatabase store;
    private static Server here;
    private static Server there;
    private static Workspace workspace;

    @BeforeAll
    static void start() {
        store = TestPostgres.database();
        here = Server.on(store.address());
        there = Server.on(store.address());
        workspace = here.tenancy.createWorkspace("Acme", Optional.empty());
    }

    @AfterAll
    static void stop() {
        here.database.close();
        there.database.close();
        store.close();
    }

    @Test
    void aKeyTellsItsWorkspaceItsAccountAndItsScopes() {
        ApiKey.Issued issued = issue("contacts:write", "webhooks:read");
        Caller caller = there.authentication.caller(issued.token().reveal());
        assertThat(caller)
                .isEqualTo(new Caller(
                        workspace.id(),
                        workspace.accountId(),
                        issued.key().id(),
                        "test",
                        Set.of(Scope.CONTACTS_WRITE, Scope.WEBHOOKS_READ)));
        assertThat(there.authentication.caller(issued.token().reveal())).isEqualTo(caller);
    }

    @Test
    void whatIsNoKeyInForceIsRefusedAlike() {
        String stranger = ApiKeyToken.generate(RANDOM).reveal();
        String mistyped = issue("*").token().reveal().replaceFirst(".$", "_");
        for (String token : List.of("", "rk_", "nonsense", stranger, mistyped, ADMIN + "x", "é", "\u0000")) {
            assertRefused(() -> here.authentication.caller(token), new Failure.Unauthenticated("Invalid API key"));
            assertRefused(() -> here.authentication.operator(token), new Failure.Unauthenticated("Invalid API key"));
        }
    }

    @Test
    void aKeyWithAWrongChecksumIsRefusedWithoutALookUp() {
        Server away = Server.on(store.address());
        away.database.close(); // so that a look-up cannot but fail
        String key = ApiKeyToken.generate(RANDOM).reveal();
        String mistyped = key.substring(0, 42) + (key.endsWith("0") ? "1" : "0");
        assertRefused(() -> away.authentication.caller(mistyped), new Failure.Unauthenticated("Invalid API key"));
        assertThatThrownBy(() -> away.authentication.caller(key))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.failure()).isInstanceOf(Failure.Unavailable.class));
    }

    @Test
    void theOperatorAndTheWorkspacesAreKeptApart() {
        here.authentication.operator(ADMIN);
        assertThatThrownBy(() -> here.authentication.caller(ADMIN))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.failure()).isInstanceOf(Failure.Forbidden.class));
        String key = issue("*", "admin:gdpr").token().reveal();
        assertThatThrownBy(() -> here.authentication.operator(key))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.failure()).isInstanceOf(Failure.Forbidden.class));
    }

    @Test
    void aRevocationHoldsAtOnceHereAndWithinThreeSecondsThere() {
        ApiKey.Issued issued = issue("*");
        String token = issued.token().reveal();
        here.authentication.caller(token);
        there.authentication.caller(token);

        here.tenancy.revokeKey(workspace.id(), issued.key().id());

        assertRefused(() -> here.authentication.caller(token), new Failure.Unauthenticated("Invalid API key"));
        there.ticking.turn(Duration.ofMillis(2_999));
        assertThat(there.authentication.caller(token).keyId())
                .isEqualTo(issued.key().id());
        there.ticking.turn(Duration.ofMillis(1));
        assertRefused(() -> there.authentication.caller(token), new Failure.Unauthenticated("Invalid API key"));
    }

    @Test
    void whatIsRememberedIsAsOldAsItsLookUpAndNotAsItsLastUse() {
        ApiKey.Issued issued = issue("*");
        String token = issued.token().reveal();
        there.authentication.caller(token);
        here.tenancy.revokeKey(workspace.id(), issued.key().id());
        for (int i = 0; i < 29; i++) {
            there.ticking.turn(Duration.ofMillis(100));
            there.authentication.caller(token);
        }
        there.ticking.turn(Duration.ofMillis(100));
        assertRefused(() -> there.authentication.caller(token), new Failure.Unauthenticated("Invalid API key"));
    }

    @Test
    void aSlowLookUpIsNotRememberedLonger() {
        ApiKey.Issued issued = issue("*");
        String token = issued.token().reveal();
        // The second reading is the cache's own, when the look-up has come back: 2 s have gone by, and a revocation.
        there.ticking.atReading(2, () -> {
            there.ticking.turn(Duration.ofSeconds(2));
            here.tenancy.revokeKey(workspace.id(), issued.key().id());
        });
        there.authentication.caller(token);
        there.ticking.turn(Duration.ofSeconds(1));
        assertRefused(() -> there.authentication.caller(token), new Failure.Unauthenticated("Invalid API key"));
    }

    @Test
    void aLookUpThatARevocationOvertakesDoesNotBringTheKeyBack() {
        ApiKey.Issued issued = issue("*");
        String token = issued.token().reveal();
        AtomicBoolean revoked = new AtomicBoolean();
        // The look-up has come back with the key, and is about to be remembered, when the revocation happens.
        here.ticking.atReading(2, () -> {
            here.tenancy.revokeKey(workspace.id(), issued.key().id());
            revoked.set(true);
        });
        assertThat(here.authentication.caller(token).keyId())
                .as("this look-up began before the revocation")
                .isEqualTo(issued.key().id());
        assertThat(revoked).isTrue();
        assertRefused(() -> here.authentication.caller(token), new Failure.Unauthenticated("Invalid API key"));
    }

    @Test
    void underLoadNoRequestThatBeginsAfterARevocationGetsThrough() throws InterruptedException, ExecutionException {
        for (int round = 0; round < 30; round++) {
            ApiKey.Issued issued = issue("*");
            String token = issued.token().reveal();
            AtomicBoolean revoked = new AtomicBoolean();
            try (var threads = Executors.newCachedThreadPool()) {
                List<Future<Integer>> callers = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    callers.add(threads.submit(() -> callUntilRefused(token, revoked)));
                }
                here.tenancy.revokeKey(workspace.id(), issued.key().id());
                revoked.set(true);
                for (Future<Integer> caller : callers) {
                    assertThat(caller.get())
                            .as("let through after the revocation")
                            .isZero();
                }
            }
            assertRefused(() -> here.authentication.caller(token), new Failure.Unauthenticated("Invalid API key"));
        }
    }

    @Test
    void aRevocationOfOneKeyLeavesTheOthersInForce() {
        ApiKey.Issued revoked = issue("*");
        ApiKey.Issued other = issue("*");
        here.authentication.caller(other.token().reveal());
        here.tenancy.revokeKey(workspace.id(), revoked.key().id());
        assertThat(here.authentication.caller(other.token().reveal()).keyId())
                .isEqualTo(other.key().id());
    }

    /** How many of the calls that began after the revocation was answered were let through nevertheless. */
    private static int callUntilRefused(String token, AtomicBoolean revoked) {
        int through = 0;
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            boolean after = revoked.get();
            try {
                here.authentication.caller(token);
                through += after ? 1 : 0;
            } catch (Refusal e) {
                return through;
            }
        }
        throw new AssertionError("never refused");
    }

    private static ApiKey.Issued issue(String... scopes) {
        return here.tenancy.createKey(
                workspace.id(), new KeyDraft("test", Grant.of(List.of(scopes)), Optional.empty()));
    }

    private static void assertRefused(ThrowingCallable call, Failure failure) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.failure()).isEqualTo(failure));
    }
}
