package io.roster.api.http;

import io.roster.access.Caller;
import io.roster.access.Scope;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with two dialects and the rest, whose routes tell what they were given. */
final class EchoServer implements AutoCloseable {
    static final String READER = "reader-token";
    static final String WRITER = "writer-token";
    static final String ADMIN = "admin-token";
    static final UUID WORKSPACE = UUID.fromString("01890000-0000-7000-8000-000000000001");

    final CountDownLatch slowBegun = new CountDownLatch(1);
    final CountDownLatch slowMayEnd = new CountDownLatch(1);
    final AtomicInteger transactions = new AtomicInteger();
    final ApiServer server;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    EchoServer() {
        this(HttpSettings.of("127.0.0.1", 0, List.of()));
    }

    EchoServer(HttpSettings settings) {
        server = new ApiServer(
                        settings,
                        List.of(new Nimbus(), new Nodestash(), new Rest()),
                        new Admission(EchoServer::caller, EchoServer::operator),
                        work -> {
                            transactions.incrementAndGet();
                            return Reply.empty(204);
                        },
                        new UuidV7(InstantSource.system()))
                .start();
    }

    private static Caller caller(String token) {
        Set<Scope> scopes = switch (token) {
            case READER -> Set.of(Scope.CONTACTS_READ);
            case WRITER -> Set.of(Scope.CONTACTS_WRITE);
            case ADMIN -> throw new Failure.Forbidden("the admin key opens operator endpoints only").refusal();
            default -> throw new Failure.Unauthenticated("Invalid API key").refusal();
        };
        return new Caller(WORKSPACE, WORKSPACE, WORKSPACE, "test", scopes);
    }

    private static void operator(String token) {
        switch (token) {
            case ADMIN -> {}
            case READER, WRITER -> throw new Failure.Forbidden("an operator endpoint").refusal();
            default -> throw new Failure.Unauthenticated("Invalid API key").refusal();
        }
    }

    private static byte[] error(String dialect, Failure failure, String requestId) {
        return JsonOut.write(json -> json.object(o -> o.text("dialect", dialect)
                .text("code", failure.getClass().getSimpleName())
                .text("message", failure.message())
                .text("field", failure.field())
                .text("request_id", requestId)));
    }

    private static Reply shaped(String dialect, Failure failure, String requestId) {
        int status = switch (failure) {
            case Failure.Invalid _ -> 400;
            case Failure.Unauthenticated _ -> 401;
            case Failure.Forbidden _ -> 403;
            case Failure.NotFound _ -> 404;
            case Failure.MethodNotAllowed _ -> 405;
            case Failure.Conflict _,
                    Failure.EmailTaken _,
                    Failure.GloballySuppressed _,
                    Failure.AssignedToOtherClient _,
                    Failure.IdempotencyKeyReused _,
                    Failure.SequenceNotActive _,
                    Failure.IdempotencyInProgress _ -> 409;
            case Failure.Suppressed _ -> 422;
            case Failure.PreconditionFailed _ -> 412;
            case Failure.PayloadTooLarge _ -> 413;
            case Failure.UnsupportedMediaType _ -> 415;
            case Failure.RateLimited _ -> 429;
            case Failure.Unavailable _ -> 503;
            case Failure.Internal _ -> 500;
        };
        return Reply.json(status, error(dialect, failure, requestId));
    }

    private static Reply said(String what) {
        return Reply.json(200, JsonOut.write(json -> json.object(o -> o.text("said", what))));
    }

    private static final class Nimbus implements Dialect {
        @Override
        public String basePath() {
            return "/api/v1";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.scoped("GET", "/api/v1/contacts", Scope.CONTACTS_READ, call -> said("list")),
                    Route.scoped(
                            "POST",
                            "/api/v1/contacts",
                            Scope.CONTACTS_WRITE,
                            call -> Reply.json(201, JsonOut.write(json -> json.tree(call.body())))),
                    Route.scoped("POST", "/api/v1/contacts/bulk", Scope.CONTACTS_WRITE, call -> said("bulk")),
                    Route.scoped(
                            "GET",
                            "/api/v1/contacts/{id}",
                            Scope.CONTACTS_READ,
                            call -> said("one " + call.path("id"))),
                    Route.scoped(
                            "PATCH",
                            "/api/v1/contacts/{id}",
                            Scope.CONTACTS_WRITE,
                            call -> Reply.json(200, JsonOut.write(json -> json.tree(call.body())))),
                    Route.scoped(
                            "DELETE",
                            "/api/v1/contacts/{id}",
                            Scope.CONTACTS_WRITE,
                            call -> Reply.json(200, JsonOut.write(json -> json.tree(call.bodyOrEmpty())))),
                    Route.scoped(
                            "GET",
                            "/api/v1/contacts/{id}/events/{event}",
                            Scope.CONTACTS_READ,
                            call -> said(call.path("id") + " " + call.path("event"))),
                    Route.scoped("POST", "/api/v1/unread", Scope.CONTACTS_WRITE, call -> said("unread")),
                    Route.scoped(
                            "POST", "/api/v1/write", Scope.CONTACTS_WRITE, call -> call.write(tx -> Reply.empty(500))),
                    Route.operator("GET", "/api/v1/admin/workspaces", call -> said("operator")));
        }

        @Override
        public Reply failure(Failure failure, String requestId) {
            return shaped("nimbus", failure, requestId);
        }
    }

    private static final class Nodestash implements Dialect {
        @Override
        public String basePath() {
            return "/v1";
        }

        @Override
        public List<Route> routes() {
            return List.of(Route.scoped("GET", "/v1/contacts", Scope.CONTACTS_READ, call -> {
                Query query = call.query();
                return said(query.parameters().toString());
            }));
        }

        @Override
        public Reply failure(Failure failure, String requestId) {
            return shaped("nodestash", failure, requestId);
        }
    }

    private final class Rest implements Dialect {
        @Override
        public String basePath() {
            return "";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.open("GET", "/healthz", call -> said("ok")),
                    Route.open("HEAD", "/healthz", call -> said("ok")),
                    Route.open("GET", "/large", call -> Reply.text(200, "text/plain", "x".repeat(5000))),
                    Route.open("GET", "/empty", call -> Reply.empty(204)),
                    Route.open("GET", "/unchanged", call -> Reply.empty(304).with("ETag", "\"a\"")),
                    Route.open("GET", "/split", call -> said("x").with("Roster-Warnings", "a\r\nX-Evil: 1 é")),
                    Route.open("GET", "/defect", call -> {
                        throw new IllegalStateException("a defect that must not be told");
                    }),
                    Route.open("GET", "/deep", call -> said("" + depth(0))),
                    Route.open("GET", "/away", call -> {
                        throw new Failure.Unavailable("away", Duration.ofMillis(1500)).refusal();
                    }),
                    Route.open("GET", "/caller", call -> said(call.caller().keyName())),
                    Route.open("GET", "/slow", call -> {
                        slowBegun.countDown();
                        await(slowMayEnd);
                        return said("slow");
                    }));
        }

        @Override
        public Reply failure(Failure failure, String requestId) {
            return shaped("rest", failure, requestId);
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int depth(int above) {
        return depth(above + 1) + 1;
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri(String pathAndQuery) {
        return URI.create(server.url() + pathAndQuery);
    }

    HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path, WRITER).GET());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(
                request(path, WRITER).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    RawConnection raw() throws IOException {
        return new RawConnection(server.port());
    }

    static String workspaceId() {
        return IdKind.WORKSPACE.format(WORKSPACE);
    }

    @Override
    public void close() {
        slowMayEnd.countDown();
        client.close();
        server.close();
    }
}
