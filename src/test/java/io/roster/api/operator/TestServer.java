package io.roster.api.operator;

import com.github.benmanes.caffeine.cache.Ticker;
import io.roster.access.AdminKey;
import io.roster.access.Authentication;
import io.roster.access.KeyRing;
import io.roster.access.Scope;
import io.roster.access.Tenancy;
import io.roster.api.http.Admission;
import io.roster.api.http.ApiServer;
import io.roster.api.http.Dialect;
import io.roster.api.http.HttpSettings;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.api.nimbus.NimbusErrors;
import io.roster.changelog.Bells;
import io.roster.changelog.IndexLog;
import io.roster.changelog.LogEpoch;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Readiness;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import io.roster.metrics.Metrics;
import io.roster.search.local.ContactSource;
import io.roster.search.local.SearchIndexes;
import io.roster.suppression.AddressHashing;
import io.roster.suppression.GlobalContacts;
import io.roster.suppression.Screening;
import io.roster.testkit.Description;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server with the operator's endpoints, those of the system, and one of a workspace, {@code GET /api/v1/whoami}. */
final class TestServer implements AutoCloseable {
    static final String ADMIN = "the-admin-key-of-this-test-server";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** An answer, its body read as JSON. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        String text(String pointer) {
            return body.at(pointer).stringValue();
        }
    }

    final Database database;
    private final ApiServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    TestServer(DatabaseAddress address) {
        this.database = new Database(address, 4);
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        UuidV7 ids = new UuidV7(clock);
        KeyRing ring = new KeyRing(database, Ticker.systemTicker());
        Tenancy tenancy = new Tenancy(database, ring, ids, random, clock);
        Authentication authentication =
                new Authentication(AdminKey.of(Optional.of(ADMIN), Path.of("unused"), random), ring);
        Route whoami = Route.scoped(
                "GET",
                "/api/v1/whoami",
                Scope.CONTACTS_READ,
                call -> Reply.json(
                        200,
                        JsonOut.write(out ->
                                out.object(it -> it.text("key", call.caller().keyName())))));
        AddressHashing hashing = new AddressHashing(new byte[32]);
        List<Dialect> dialects = List.of(
                new OperatorDialect(
                        tenancy,
                        new OperatorAddresses(
                                database, new GlobalContacts(hashing, ids, clock), new Screening(hashing, clock)),
                        new OperatorSearch(noIndexes(database, ids, clock))),
                new WorkspaceDialect(List.of(whoami)),
                new SystemDialect(Readiness.ofMigrated(database), new Metrics()));
        this.server = new ApiServer(
                        HttpSettings.of("127.0.0.1", 0, List.of()),
                        dialects,
                        new Admission(authentication::caller, authentication::operator),
                        database::write,
                        ids)
                .start();
    }

    private static SearchIndexes noIndexes(Database database, UuidV7 ids, InstantSource clock) {
        IndexLog log = new IndexLog(database, LogEpoch.of(database));
        ContactSource source = new ContactSource(database, new CustomFields(List.of(), ids, clock), log);
        return new SearchIndexes(Path.of("unused"), Integer.MAX_VALUE, source, new Bells(), clock);
    }

    Answer operator(String method, String path, @Nullable String body) {
        return call(method, path, "Bearer " + ADMIN, body);
    }

    Answer call(String method, String path, @Nullable String authorization, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (!path.startsWith("/api/v1/whoami")) { // which Roster does not have
                Description.require(
                        method,
                        path,
                        response.statusCode(),
                        response.headers(),
                        response.body().getBytes(StandardCharsets.UTF_8));
            }
            return new Answer(response.statusCode(), MAPPER.readTree(response.body()), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
        database.close();
    }

    private record WorkspaceDialect(List<Route> routes) implements Dialect {
        @Override
        public String basePath() {
            return "/api/v1";
        }

        @Override
        public Reply failure(Failure failure, String requestId) {
            return NimbusErrors.reply(failure);
        }
    }
}
