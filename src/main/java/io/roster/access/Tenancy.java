package io.roster.access;

import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** What the operator does: accounts, their workspaces, and the keys that open them. */
public final class Tenancy {
    private final Database database;
    private final KeyRing keyRing;
    private final UuidV7 ids;
    private final SecureRandom random;
    private final InstantSource clock;
    private final TenancyStore store = new TenancyStore();

    public Tenancy(Database database, KeyRing keyRing, UuidV7 ids, SecureRandom random, InstantSource clock) {
        this.database = database;
        this.keyRing = keyRing;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    public Account createAccount(String name, boolean agencyMode) {
        return database.write(tx -> insertAccount(tx, name, agencyMode));
    }

    /** Makes a workspace, with an account of its own and of its name when {@code accountId} is empty. */
    public Workspace createWorkspace(String name, Optional<UUID> accountId) {
        return database.write(tx -> {
            UUID account =
                    accountId.orElseGet(() -> insertAccount(tx, name, false).id());
            Workspace workspace = new Workspace(ids.next(), account, name, now());
            if (!store.insert(tx, workspace)) {
                throw Failure.notFound("Account");
            }
            return workspace;
        });
    }

    /** The newest first. */
    public Listing<Workspace> workspaces(Window window) {
        return database.read(tx -> Listing.of(store.workspaces(tx, window), window, store.countWorkspaces(tx)));
    }

    public Workspace workspace(UUID id) {
        return database.read(tx -> existing(tx, id));
    }

    /** Makes a key of a workspace; its token is in this answer, and never to be had again. */
    public ApiKey.Issued createKey(UUID workspaceId, KeyDraft draft) {
        ApiKeyToken token = ApiKeyToken.generate(random);
        ApiKey key = new ApiKey(
                ids.next(),
                workspaceId,
                draft.name(),
                draft.grant(),
                token.prefix(),
                draft.rateLimit().orElse(null),
                now(),
                null);
        if (!database.write(tx -> store.insert(tx, key, token.digest()))) {
            throw Failure.notFound("Workspace");
        }
        return new ApiKey.Issued(key, token);
    }

    /** The newest first, those revoked among them. */
    public Listing<ApiKey> keys(UUID workspaceId, Window window) {
        return database.read(tx -> {
            existing(tx, workspaceId);
            return Listing.of(store.keys(tx, workspaceId, window), window, store.countKeys(tx, workspaceId));
        });
    }

    /** Revokes a key: on this server at once, on the others when they next look. Once revoked it stays as it is. */
    public ApiKey revokeKey(UUID workspaceId, UUID keyId) {
        try {
            return database.write(tx -> store.revoke(tx, workspaceId, keyId, now()))
                    .orElseThrow(() -> Failure.notFound("API key"));
        } finally {
            keyRing.forget(); // also where the answer to the commit was lost: it may have happened
        }
    }

    private Account insertAccount(Tx tx, String name, boolean agencyMode) {
        Account account = new Account(ids.next(), name, agencyMode, now());
        store.insert(tx, account);
        return account;
    }

    private Workspace existing(Tx tx, UUID id) {
        return store.workspace(tx, id).orElseThrow(() -> Failure.notFound("Workspace"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
