package io.roster;

import io.roster.demo.Welcome;
import io.roster.json.Json;
import io.roster.log.LogFormat;
import io.roster.log.Logging;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code roster aot-training}: what Java is shown while it makes an AOT cache, which then holds all classes that this has
 * touched. A demo server starts, is called once for each of the usual things, and ends. The launcher runs it.
 */
@Command(name = "aot-training", hidden = true, description = "Runs what the AOT cache is to hold.")
final class AotTrainingCommand implements Callable<Integer> {
    private static final Map<String, String> SETTINGS =
            Map.of("ROSTER_PORT", "0", "ROSTER_LOG", "json", "ROSTER_LOG_LEVEL", "error");

    @Override
    public Integer call() throws Exception {
        Config config = Config.read(SETTINGS, Map.of());
        Logging.start(LogFormat.JSON, config.logLevel());
        try (Demo demo = Demo.start(config, Path.of(System.getProperty("java.io.tmpdir")), DemoCommand.programs());
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            call(http, demo.welcome());
        }
        return 0;
    }

    private static void call(HttpClient http, Welcome welcome) throws IOException, InterruptedException {
        get(http, welcome, "/readyz");
        get(http, welcome, "/api/v1/contacts/?page_size=100&tag=customer&sort=created_desc");
        get(http, welcome, "/v1/contacts?limit=10&include=company");
        get(http, welcome, "/api/v1/changes/?limit=10");
        get(http, welcome, "/metrics");
        String created = post(http, welcome, "/api/v1/contacts/", """
                {"email":"ada@example.com","first_name":"Ada","title":"VP Engineering","phone":"+4930123456",
                 "company_domain":"example.com"}""");
        String path = "/api/v1/contacts/%s/".formatted(Json.readObject(created).get("id"));
        get(http, welcome, path);
        get(http, welcome, path + "history/");
        post(http, welcome, "/api/v1/contacts/bulk/", """
                {"options":{"dedup_behavior":"update"},"contacts":[
                 {"email":"ada@example.com","title":"CTO"},{"email":"grace@example.com"}]}""");
        post(http, welcome, "/api/v1/contacts/search/", """
                {"filters":[{"field":"title","op":"contains","value":"sales"}],"page_size":10}""");
    }

    private static void get(HttpClient http, Welcome welcome, String path) throws IOException, InterruptedException {
        http.send(request(welcome, path).build(), BodyHandlers.discarding());
    }

    private static String post(HttpClient http, Welcome welcome, String path, String json)
            throws IOException, InterruptedException {
        HttpRequest request = request(welcome, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static HttpRequest.Builder request(Welcome welcome, String path) {
        return HttpRequest.newBuilder(URI.create(welcome.url() + path))
                .header(
                        "Authorization",
                        "Bearer " + welcome.demo().key().token().reveal());
    }
}
