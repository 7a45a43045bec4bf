package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.UuidV7;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TenancyTest {
    private static final Instant NOW = Instant.parse("2026-04-20T14:32:11.123456789Z");
    private static final Instant STORED = Instant.parse("2026-04-20T14:32:11.123Z");

    private static TestDatabase store;
    private static Database database;
    private static Instant now = NOW;
    private static Tenancy tenancy;

    @BeforeAll
    static void start() {
        store = TestPostgres.database();
        database = new Database(store.address(), 4);
        InstantSource clock = () -> now;
        KeyRing ring = new KeyRing(database, Ticker.systemTicker());
        tenancy = new Tenancy(database, ring, new UuidV7(clock), new SecureRandom(), clock);
    }

    @AfterAll
    static void stop() {
        database.close();
        store.close();
    }

    @Test
    void aWorkspaceWithoutAnAccountGetsOneOfItsOwn() {
        Workspace first = tenancy.createWorkspace("Acme", Optional.empty());
        Workspace second = tenancy.createWorkspace("Acme", Optional.empty());
        assertThat(first.accountId()).isNotEqualTo(second.accountId());
        String account = database.read(tx -> tx.sql("select name, agency_mode, created_at from account where id = ?")
                .bind(first.accountId())
                .one(row -> row.text() + " " + row.bool() + " " + row.instant()));
        assertThat(account).isEqualTo("Acme false " + STORED);
    }

    @Test
    void anAgencyHasManyWorkspaces() {
        Account agency = tenancy.createAccount("Agency", true);
        Workspace one = tenancy.createWorkspace("One", Optional.of(agency.id()));
        Workspace two = tenancy.createWorkspace("Two", Optional.of(agency.id()));
        assertThat(agency.agencyMode()).isTrue();
        assertThat(List.of(one, two)).extracting(Workspace::accountId).containsOnly(agency.id());
        assertThat(tenancy.workspace(two.id())).isEqualTo(two);
    }

    @Test
    void whatIsReadIsWhatWasMadeToTheMillisecond() {
        Workspace workspace = tenancy.createWorkspace("Ünïcode 企業 \uD83D\uDE00", Optional.empty());
        assertThat(workspace.createdAt()).isEqualTo(STORED);
        assertThat(tenancy.workspace(workspace.id())).isEqualTo(workspace);
        ApiKey key = issue(workspace, "90/m").key();
        assertThat(key.createdAt()).isEqualTo(STORED);
        assertThat(tenancy.keys(workspace.id(), new Window(10, null)).rows()).containsExactly(key);
    }

    @Test
    void nothingIsMadeInAnAccountOrWorkspaceThatIsNotThere() {
        UUID nowhere = new UuidV7(InstantSource.system()).next();
        long before = tenancy.workspaces(new Window(1, null)).total();
        assertNotFound(() -> tenancy.createWorkspace("Lost", Optional.of(nowhere)), "Account not found");
        assertThat(tenancy.workspaces(new Window(1, null)).total()).isEqualTo(before);
        KeyDraft draft = new KeyDraft("lost", new Grant(List.of("*")), Optional.empty());
        assertNotFound(() -> tenancy.createKey(nowhere, draft), "Workspace not found");
        assertNotFound(() -> tenancy.keys(nowhere, new Window(1, null)), "Workspace not found");
        assertNotFound(() -> tenancy.workspace(nowhere), "Workspace not found");
    }

    @Test
    void theDatabaseHoldsNoKeyButItsDigestAndItsFirstCharacters() {
        Workspace workspace = tenancy.createWorkspace("Secretive", Optional.empty());
        ApiKey.Issued issued = issue(workspace, null);
        String dump = database.read(tx ->
                tx.sql("select string_agg(k::text, e'\\n') from api_key k").one(row -> row.text()));
        String secret = issued.token().reveal();
        assertThat(dump).contains(issued.key().prefix()).doesNotContain(secret.substring(0, 11));
        assertThat(dump).doesNotContain(secret.substring(10));
        byte[] stored = database.read(tx -> tx.sql("select digest from api_key where id = ?")
                .bind(issued.key().id())
                .one(row -> row.bytes()));
        assertThat(stored).isEqualTo(TokenDigest.of(secret).bytes());
    }

    @Test
    void aRevokedKeyStaysListedAndKeepsTheTimeOfItsFirstRevocation() {
        Workspace workspace = tenancy.createWorkspace("Revoking", Optional.empty());
        ApiKey key = issue(workspace, null).key();
        ApiKey revoked = tenancy.revokeKey(workspace.id(), key.id());
        assertThat(revoked.revokedAt()).isEqualTo(STORED);
        now = NOW.plusSeconds(60);
        try {
            assertThat(tenancy.revokeKey(workspace.id(), key.id())).isEqualTo(revoked);
        } finally {
            now = NOW;
        }
        assertThat(tenancy.keys(workspace.id(), new Window(10, null)).rows()).containsExactly(revoked);
    }

    @Test
    void aKeyOfAnotherWorkspaceIsNotThere() {
        Workspace mine = tenancy.createWorkspace("Mine", Optional.empty());
        Workspace theirs = tenancy.createWorkspace("Theirs", Optional.of(mine.accountId()));
        ApiKey key = issue(mine, null).key();
        assertNotFound(() -> tenancy.revokeKey(theirs.id(), key.id()), "API key not found");
        assertThat(tenancy.keys(theirs.id(), new Window(10, null)).rows()).isEmpty();
        assertThat(tenancy.keys(mine.id(), new Window(10, null)).rows()).containsExactly(key);
    }

    @Test
    void windowsNeitherSkipNorRepeat() {
        Workspace workspace = tenancy.createWorkspace("Many", Optional.empty());
        List<ApiKey> made = IntStream.range(0, 7)
                .mapToObj(i -> issue(workspace, null).key())
                .toList();
        List<ApiKey> read = new ArrayList<>();
        UUID after = null;
        Listing<ApiKey> listing;
        do {
            listing = tenancy.keys(workspace.id(), new Window(3, after));
            assertThat(listing.total()).isEqualTo(7);
            read.addAll(listing.rows());
            after = read.getLast().id();
        } while (listing.hasMore());
        assertThat(read).isEqualTo(made.reversed());
        assertThat(tenancy.keys(workspace.id(), new Window(7, null)).hasMore()).isFalse();
    }

    private static ApiKey.Issued issue(Workspace workspace, @Nullable String limit) {
        Optional<RateLimit> rateLimit = Optional.ofNullable(limit).flatMap(RateLimit::parse);
        return tenancy.createKey(workspace.id(), new KeyDraft("key", new Grant(List.of("*")), rateLimit));
    }

    private static void assertNotFound(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.failure()).isEqualTo(new Failure.NotFound(message)));
    }
}
