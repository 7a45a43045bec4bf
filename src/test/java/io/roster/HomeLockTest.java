package io.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    @TempDir
    private Path parent;

    /** Takes the lock, says so, and holds it until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws InterruptedException {
            try (HomeLock lock = HomeLock.take(Path.of(arguments[0]))) {
                System.out.println(lock == null ? "" : "held");
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void theFolderIsMadeForItsOwnerAlone() throws IOException {
        Path home = parent.resolve("a").resolve("home");
        HomeLock.take(home).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }

    @Test
    void anotherProcessIsRefusedInOneLineThatNamesTheHolder() throws Exception {
        try (ChildJvm holder = ChildJvm.start(Holder.class, parent.toString())) {
            assertThat(holder.line()).isEqualTo("held");
            assertThatThrownBy(() -> HomeLock.take(parent))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("in use by another server (process " + holder.pid() + ")")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void killingTheHolderLetsTheNextIn() throws Exception {
        try (ChildJvm holder = ChildJvm.start(Holder.class, parent.toString())) {
            assertThat(holder.line()).isEqualTo("held");
            holder.kill();
            HomeLock.take(parent).close();
        }
    }

    @Test
    void aRefusalInTheSameProcessDoesNotLoseTheLockToAnother() throws Exception {
        try (HomeLock held = HomeLock.take(parent)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> HomeLock.take(parent)).isInstanceOf(StartupFailure.class);
            try (ChildJvm other = ChildJvm.start(Holder.class, parent.toString())) {
                assertThatThrownBy(other::line).hasMessage("the process ended");
            }
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> HomeLock.take(file.resolve("home")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(file.toString());
    }
}
