package io.roster.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java client that openapi-generator makes from the description, compiled, and used against a server. */
class GeneratedClientTest {
    private static final Path GENERATOR = Path.of("target", "tools", "openapi-generator-cli.jar");
    private static final Path USE = Path.of("src", "test", "resources", "generated-client", "ClientUse.java");

    @TempDir
    private Path folder;

    @Test
    void itCreatesListsAndSearches() throws Exception {
        generate();
        Path classes = compile();
        try (TestRoster roster = TestRoster.start();
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Object seen = loader.loadClass("ClientUse")
                    .getMethod("run", URI.class, String.class)
                    .invoke(null, roster.url(), roster.workspace().token());
            assertThat(seen).isEqualTo("ann@generated.example vp, listed 1, found true");
        }
    }

    private void generate() throws IOException, InterruptedException {
        Path document = Files.write(folder.resolve("openapi.json"), new ApiDescription().json());
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        GENERATOR.toAbsolutePath().toString(),
                        "generate",
                        "--input-spec=" + document,
                        "--generator-name=java",
                        "--library=native",
                        "--output=" + folder.resolve("client"),
                        "--global-property=apis=Contacts,models,supportingFiles,apiTests=false,modelTests=false,"
                                + "apiDocs=false,modelDocs=false",
                        "--additional-properties=openApiNullable=false,hideGenerationTimestamp=true")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.waitFor() == 0).as(Files.readString(log)).isTrue();
    }

    /** What uses the client, and of the client what that needs: the rest would take longer than all else here. */
    private Path compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        Path classes = Files.createDirectory(folder.resolve("classes"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(faults, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-implicit:class",
                    "-sourcepath",
                    folder.resolve("client/src/main/java").toString(),
                    "-d",
                    classes.toString());
            boolean compiled = compiler.getTask(null, files, faults, options, null, files.getJavaFileObjects(USE))
                    .call();
            assertThat(compiled).as(faults.getDiagnostics().toString()).isTrue();
        }
        return classes;
    }
}
