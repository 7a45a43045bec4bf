package io.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A source tree with the launcher in it, in a folder with a space in its name, with JDKs and a Maven that write down
 * how they were called and do next to nothing else.
 */
final class SourceTree {
    /** How a launch ended, and what it wrote. */
    record Outcome(int status, List<String> out, String err) {}

    private final Path folder;
    private final Path root;
    private final Path jdk;
    private String training = "exit 1";

    SourceTree(Path folder) throws IOException {
        this.folder = folder;
        this.root = folder.resolve("source tree");
        Files.createDirectories(root.resolve("src/main"));
        Files.copy(Path.of("roster"), root.resolve("roster"), StandardCopyOption.COPY_ATTRIBUTES);
        write(root.resolve("pom.xml"), "");
        this.jdk = jdk("jdk-25", "25.0.3");
        maven(": > target/roster.jar");
    }

    Path root() {
        return root;
    }

    /** Has the JDK that is used run {@code commands} when it is to make an AOT cache, of the file {@code $argument}. */
    void training(String commands) throws IOException {
        training = commands;
        jdk("jdk-25", "25.0.3");
    }

    /** Adds a JDK whose java writes down its name, process, folder, locale and arguments, and exits with status 7. */
    Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        script(home.resolve("bin/java"), """
                echo "jdk %s"
                echo "process $$"
                echo "folder $(pwd)"
                echo "locale $LC_ALL"
                if [ -e /proc/$$/fd/9 ]; then echo "holds the lock"; fi
                for argument; do
                    echo "argument $argument"
                    case $argument in -XX:AOTCacheOutput=*) %s ;; esac
                done
                exit 7
                """.formatted(name, training));
        script(home.resolve("bin/javac"), "");
        write(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** Makes Maven run {@code commands} in the source tree. */
    void maven(String commands) throws IOException {
        script(folder.resolve("path/mvn"), """
                echo "$JAVA_HOME: $*" >> '%s'
                %s
                """.formatted(calls(), commands));
    }

    /** A folder for the PATH with these commands of the system and no others. */
    Path bareCommands(String... names) throws IOException {
        Path path = folder.resolve("bare");
        for (String name : names) {
            script(path.resolve(name), "exec /usr/bin/%s \"$@\"".formatted(name));
        }
        return path;
    }

    /** How Maven was called so far. */
    List<String> mavenCalls() throws IOException {
        return Files.exists(calls()) ? Files.readAllLines(calls()) : List.of();
    }

    /** Changes a source, a second after whatever was built. */
    void change(String source) throws IOException {
        Path file = write(root.resolve(source), "changed");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
    }

    Outcome launch(String... arguments) throws Exception {
        return finish(start(root, root.resolve("roster"), Map.of(), arguments));
    }

    /** Starts {@code script} in a folder, with variables beside the usual ones. */
    Process start(Path in, Path script, Map<String, String> variables, String... arguments) throws IOException {
        ProcessBuilder launch = new ProcessBuilder(script.toString());
        launch.command().addAll(List.of(arguments));
        launch.directory(in.toFile());
        launch.environment().clear();
        launch.environment().put("PATH", folder.resolve("path") + ":/usr/bin:/bin");
        launch.environment().put("HOME", folder.toString());
        launch.environment().put("JAVA_HOME", jdk.toString());
        launch.environment().put("ROSTER_AOT", "off"); // else a process of it would outlive the test
        launch.environment().putAll(variables);
        return launch.start();
    }

    static Outcome finish(Process process) throws Exception {
        List<String> out = process.inputReader().readAllLines();
        String err = String.join("\n", process.errorReader().readAllLines());
        return new Outcome(process.waitFor(), out, err);
    }

    private Path calls() {
        return folder.resolve("calls");
    }

    private static void script(Path file, String commands) throws IOException {
        write(file, "#!/bin/sh\n" + commands);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
