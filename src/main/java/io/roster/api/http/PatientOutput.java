package io.roster.api.http;

import io.roster.patience.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Gives up on a caller that takes nothing of a long answer for a minute. */
final class PatientOutput extends OutputStream {
    private static final Duration STALL = Duration.ofSeconds(60);

    private final OutputStream out;
    private final Patience patience;

    PatientOutput(OutputStream out, Patience patience) {
        this.out = out;
        this.patience = patience;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        patience.begin(STALL);
        try {
            out.write(bytes, offset, length);
        } finally {
            patience.end();
        }
    }
}
