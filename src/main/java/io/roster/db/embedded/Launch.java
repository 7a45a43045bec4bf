package io.roster.db.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that a start of PostgreSQL needs, but its port. */
record Launch(
        Binaries binaries,
        DataFolder data,
        ServerUser user,
        Password password,
        ServerLog log,
        PostgresSettings settings) {
    /** Makes what is missing in {@code folder}, and ends what an earlier server left behind in it. */
    static Launch prepare(Path folder, PostgresSettings settings, Optional<Path> programs, @Nullable ServerUser wanted)
            throws IOException, InterruptedException {
        ServerUser user = wanted == null ? ServerUser.find() : wanted;
        Optional<Binaries> shared = user.isNobody() ? Optional.empty() : programs.flatMap(Binaries::shared);
        Binaries binaries = shared.isPresent() ? shared.get() : Binaries.unpack(folder, settings.survivesPowerCut());
        Password password = Password.in(folder, new SecureRandom());
        ServerLog log = new ServerLog(folder.resolve("postgres.log"));
        log.rotate();
        user.own(folder);
        DataFolder data = DataFolder.in(folder, binaries, user, password, settings.survivesPowerCut());
        Leftovers.end(data);
        return new Launch(binaries, data, user, password, log, settings);
    }

    List<String> command(int port) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(binaries.program("postgres"), "-D", data.folder().toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        command.addAll(settings.arguments());
        return command;
    }
}
