package io.roster.api.operator;

import io.roster.api.http.Call;
import io.roster.api.http.Reply;
import io.roster.api.http.Unchanging;
import io.roster.api.openapi.ApiDescription;
import io.roster.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API's description, and the page that shows it: Swagger UI, out of the program's own jars. All of it is made ready
 * when it is first asked for. The page may load nothing from anywhere else, and run nothing but its two scripts.
 */
final class Reference {
    private static final String OWN = "/io/roster/api/reference/";
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/";
    private static final String SWAGGER_VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ASSETS = Map.of(
            "start.js", "text/javascript; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "swagger-ui.css", "text/css; charset=utf-8",
            "favicon-32x32.png", "image/png");

    private final ApiDescription description = new ApiDescription();
    private final Map<String, Unchanging> ready = new ConcurrentHashMap<>();

    Reply json(Call call) {
        call.query().allowOnly(Set.of());
        return ready.computeIfAbsent("openapi.json", it -> Unchanging.of("application/json", description.json()))
                .to(call);
    }

    Reply yaml(Call call) {
        call.query().allowOnly(Set.of());
        return ready.computeIfAbsent("openapi.yaml", it -> Unchanging.of("application/yaml", description.yaml()))
                .to(call);
    }

    Reply page(Call call) {
        call.query().allowOnly(Set.of());
        return ready.computeIfAbsent("index.html", name -> Unchanging.of("text/html; charset=utf-8", bytes(OWN + name)))
                .to(call)
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .with("Referrer-Policy", "no-referrer");
    }

    Reply asset(Call call) {
        call.query().allowOnly(Set.of());
        String name = call.path("file");
        String type = ASSETS.get(name);
        if (type == null) {
            throw Failure.notFound("File");
        }
        return ready.computeIfAbsent(name, it -> Unchanging.of(type, bytes(place(it))))
                .to(call);
    }

    private static String place(String name) {
        return name.equals("start.js") ? OWN + name : SWAGGER + swaggerVersion() + "/" + name;
    }

    /** The folder in the jar is named after the version, which stands in the build file alone. */
    private static String swaggerVersion() {
        Properties properties = new Properties();
        try (InputStream file = open(SWAGGER_VERSION)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    private static byte[] bytes(String name) {
        try (InputStream file = open(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream file = Reference.class.getResourceAsStream(name);
        if (file == null) {
            throw new IllegalStateException("the program has no file " + name);
        }
        return file;
    }
}
