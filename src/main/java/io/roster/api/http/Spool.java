package io.roster.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A body that is put aside in a file to be read more than once. The file has no name, so that a crash leaves nothing. */
final class Spool implements AutoCloseable {
    private final FileChannel file;

    private Spool(FileChannel file) {
        this.file = file;
    }

    static Spool of(InputStream body) throws IOException {
        Path path = Files.createTempFile("roster-upload-", "");
        Spool spool = new Spool(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            Files.delete(path);
            body.transferTo(Channels.newOutputStream(spool.file));
            return spool;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    /** The body from its beginning. */
    InputStream open() throws IOException {
        file.position(0);
        return Channels.newInputStream(file);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
