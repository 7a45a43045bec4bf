package io.roster;

import java.net.URI;

/** The server, wired by hand. */
public final class Roster implements AutoCloseable {
    private final Config config;

    private Roster(Config config) {
        this.config = config;
    }

    public static Roster start(Config config) throws StartupFailure {
        if (config.port() > 65535) {
            throw new StartupFailure("port " + config.port() + " is out of range");
        }
        return new Roster(config);
    }

    /** Where it answers. */
    public URI url() {
        return URI.create("http://" + config.host() + ":" + config.port());
    }

    @Override
    public void close() {}
}
