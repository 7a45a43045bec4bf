package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.SourceTree.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class LauncherTest {
    @TempDir
    private Path folder;

    private SourceTree tree;
    private Path launcher;

    @BeforeEach
    void makeTree() throws IOException {
        tree = new SourceTree(folder);
        launcher = tree.root().resolve("roster");
    }

    @Test
    void theProgramGetsTheArgumentsAndItsStatusIsTheLaunchers() throws Exception {
        Outcome outcome = tree.launch("serve", "--home", "a b", "*", "");

        assertThat(outcome.status()).isEqualTo(7);
        assertThat(outcome.out())
                .containsSubsequence(
                        "argument -jar",
                        "argument " + tree.root().toRealPath().resolve("target/roster.jar"),
                        "argument serve",
                        "argument --home",
                        "argument a b",
                        "argument *",
                        "argument ");
    }

    @Test
    void theProgramTakesTheLaunchersPlaceSoThatSignalsReachIt() throws Exception {
        Process process = tree.start(folder, launcher, Map.of(), "serve");

        assertThat(SourceTree.finish(process).out()).contains("process " + process.pid());
    }

    @Test
    void itRunsInTheCallersFolderThroughLinksToo() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../source tree/roster"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));

        Outcome outcome = SourceTree.finish(tree.start(elsewhere, link, Map.of(), "serve"));

        assertThat(outcome.out())
                .contains(
                        "folder " + elsewhere.toRealPath(),
                        "argument " + tree.root().toRealPath().resolve("target/roster.jar"));
    }

    @Test
    void itBuildsOnceAndSaysSoInOneLine() throws Exception {
        Outcome first = tree.launch("serve");
        Outcome second = tree.launch("serve");

        assertThat(first.err()).isEqualTo("roster: building (the first time takes a minute) ...");
        assertThat(second.err()).isEmpty();
        assertThat(tree.mavenCalls())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("jdk-25") + ": -B -q package ");
    }

    @Test
    void itBuildsAgainWhenASourceOrTheBuildFileIsNewer() throws Exception {
        tree.launch("serve");
        tree.change("src/main/Some.java");
        tree.launch("serve");
        assertThat(tree.mavenCalls()).hasSize(2);

        tree.change("pom.xml");
        tree.launch("serve");
        assertThat(tree.mavenCalls()).hasSize(3);
    }

    @Test
    void aSourceChangedDuringABuildIsBuiltByTheNextStart() throws Exception {
        tree.maven("sleep 0.1; : > src/main/Some.java; : > target/roster.jar");
        tree.launch("serve");
        tree.launch("serve");

        assertThat(tree.mavenCalls()).hasSize(2);
    }

    @Test
    void aBuildThatFailsShowsWhatMavenSaidAndIsTriedAgain() throws Exception {
        tree.maven("echo 'no such dependency'; : > target/roster.jar; exit 1");
        Outcome failed = tree.launch("serve");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).contains("no such dependency", "roster: the build failed");
        assertThat(failed.out()).isEmpty();

        tree.maven(": > target/roster.jar");
        assertThat(tree.launch("serve").status()).isEqualTo(7);
    }

    @Test
    void twoStartsAtTheSameTimeBuildOnce() throws Exception {
        tree.maven("sleep 0.5; : > target/roster.jar");
        Process one = tree.start(folder, launcher, Map.of(), "serve");
        Process other = tree.start(folder, launcher, Map.of(), "serve");

        assertThat(SourceTree.finish(one).status()).isEqualTo(7);
        assertThat(SourceTree.finish(other).status()).isEqualTo(7);
        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @Test
    void neitherMavenNorTheProgramHoldsTheLock() throws Exception {
        tree.maven("[ ! -e /proc/$$/fd/9 ] && : > target/roster.jar");

        assertThat(tree.launch("serve").out()).contains("jdk jdk-25").doesNotContain("holds the lock");
    }

    @Test
    void aJarThatAServerMayHaveOpenIsNotWrittenOver() throws Exception {
        tree.launch("serve");
        tree.change("pom.xml");
        tree.maven("[ ! -e target/roster.jar ] && : > target/roster.jar");

        assertThat(tree.launch("serve").status()).isEqualTo(7);
    }

    @Test
    void aNewerJdkThatJavaHomeNamesIsMeant() throws Exception {
        Path newer = tree.jdk("jdk-26", "26");

        assertThat(launchOn(newer).out()).contains("jdk jdk-26");
    }

    @Test
    void aJavaHomeThatIsTooOldOrNoJdkIsPassedOver() throws Exception {
        Path old = tree.jdk("jdk-17", "17.0.15");
        Path runtime = tree.jdk("jre-25", "25");
        Files.delete(runtime.resolve("bin/javac"));
        Files.createSymbolicLink(folder.resolve("path/java"), folder.resolve("jdk-25/bin/java"));

        assertThat(launchOn(old).out()).contains("jdk jdk-25");
        assertThat(launchOn(runtime).out()).contains("jdk jdk-25");
        assertThat(launchOn(folder.resolve("nowhere")).out()).contains("jdk jdk-25");
    }

    @Test
    void withoutAJdkItSaysWhereItLookedAndWhatToInstall() throws Exception {
        // No machine that runs this is without a JDK 25, so the launcher is made to want one that nobody has.
        Files.writeString(launcher, Files.readString(launcher).replace("needed=25", "needed=9999"));
        Outcome outcome = tree.launch("serve");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("roster: needs a JDK 9999", "/usr/lib/jvm", "~/.sdkman", "Install one", "Temurin")
                .contains("Java 25 in " + folder.resolve("jdk-25"));
    }

    @Test
    void optionsOfJavaAreSplitAtSpacesAndMayChooseTheCollector() throws Exception {
        Files.createFile(tree.root().resolve("-Dlist=file"));
        Map<String, String> options = Map.of("ROSTER_JAVA_OPTS", "-Xmx2g  -XX:+UseG1GC -Dlist=*");

        assertThat(SourceTree.finish(tree.start(tree.root(), launcher, options, "serve"))
                        .out())
                .contains("argument -Xmx2g", "argument -XX:+UseG1GC", "argument -Dlist=*")
                .doesNotContain("argument -XX:+UseSerialGC");
    }

    /** Java refuses a heap that begins larger than it may become. */
    @Test
    void whoSizesTheHeapHasItSo() throws Exception {
        Map<String, String> options = Map.of("ROSTER_JAVA_OPTS", "-Xmx128m");
        Process process = tree.start(folder, launcher, options, "serve");

        assertThat(SourceTree.finish(process).out())
                .contains("argument -Xmx128m")
                .noneMatch(line -> line.startsWith("argument -Xms"));
    }

    @Test
    void withoutMavenItSaysHowToGetIt() throws Exception {
        Path path = tree.bareCommands("dirname", "readlink", "find", "head");
        Outcome outcome = SourceTree.finish(tree.start(folder, launcher, Map.of("PATH", path.toString()), "serve"));

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("roster: needs Maven").contains("apt install maven");
    }

    @Test
    void theTestsAreMavensAndItsStatusIsTheLaunchers() throws Exception {
        tree.maven("case $* in *' verify '*) exit 3 ;; esac");
        Outcome outcome = tree.launch("test", "-Dtest=Some Test");

        assertThat(outcome.status()).isEqualTo(3);
        assertThat(tree.mavenCalls())
                .allMatch(call -> call.startsWith(folder.resolve("jdk-25") + ": -B "))
                .allMatch(call -> call.endsWith(" -Dtest=Some Test"))
                .anyMatch(call -> call.contains(" verify -Dunchecked "))
                .anyMatch(call -> call.contains(" test-compile spotless:check -Dtarget=target/checks "))
                .hasSize(2);
    }

    @Test
    void testsThatPassAreNotEnoughWhenACheckFails() throws Exception {
        tree.maven("case $* in *' spotless:check '*) echo 'badly formatted'; exit 1 ;; esac");
        Outcome outcome = tree.launch("test");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("badly formatted", "roster: the static checks or the format check failed");
        assertThat(tree.root().resolve("target/roster.built")).doesNotExist();
    }

    @Test
    void namesNeedNotBeAsciiEvenWithoutALocale() throws Exception {
        Process process = tree.start(folder, launcher, Map.of("LC_ALL", "C"), "serve");

        assertThat(SourceTree.finish(process).out()).contains("locale C.UTF-8");
    }

    @Test
    void aStartWithoutAnAotCacheHasTheNextOneFindItUntilTheProgramChanges() throws Exception {
        tree.training("printf cache > \"${argument#*=}\"; exit 0");
        assertThat(trained().out()).noneMatch(LauncherTest::namesACache);
        await(() -> caches(".aot") == 1);
        Outcome second = trained();
        assertThat(second.out()).anyMatch(LauncherTest::namesACache);
        assertThat(second.err()).isEmpty();

        tree.change("pom.xml");
        assertThat(trained().out()).noneMatch(LauncherTest::namesACache);
        await(() -> caches(".aot") == 1);
    }

    @Test
    void aTrainingThatFailsIsNotTriedAgain() throws Exception {
        tree.training("echo x >> '%s'; exit 1".formatted(folder.resolve("trainings")));
        assertThat(trained().status()).isEqualTo(7);
        await(() -> caches(".failed") == 1);

        assertThat(trained().out()).noneMatch(LauncherTest::namesACache);
        assertThat(Files.readAllLines(folder.resolve("trainings"))).hasSize(1);
    }

    @Test
    void aPackageRunsOnTheRuntimeThatItBringsAndNeedsNoCommandOfTheSystem() throws Exception {
        Files.createSymbolicLink(tree.root().resolve("runtime"), folder.resolve("jdk-25"));
        Outcome outcome = SourceTree.finish(tree.start(
                folder, launcher, Map.of("PATH", folder.resolve("none").toString(), "JAVA_HOME", ""), "serve", "a b"));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains(
                        "jdk jdk-25", "argument " + tree.root().toRealPath().resolve("app/roster.jar"), "argument a b");
        assertThat(tree.mavenCalls()).isEmpty();
    }

    private Outcome trained() throws Exception {
        Map<String, String> atOnce = Map.of("ROSTER_AOT", "", "ROSTER_AOT_DELAY", "0");
        return SourceTree.finish(tree.start(folder, launcher, atOnce, "serve"));
    }

    private static boolean namesACache(String line) {
        return line.startsWith("argument -XX:AOTCache=");
    }

    private long caches(String ending) {
        String[] files = tree.root().resolve("target/aot").toFile().list();
        return files == null
                ? 0
                : Arrays.stream(files).filter(file -> file.endsWith(ending)).count();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10); // the class has a time limit
        }
    }

    private Outcome launchOn(Path javaHome) throws Exception {
        return SourceTree.finish(tree.start(folder, launcher, Map.of("JAVA_HOME", javaHome.toString()), "serve"));
    }
}
