package io.roster.db;

import io.roster.patience.Patience;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/**
 * A socket whose long timeout is kept by {@link Patience}, which closes it: Java's own is dear on virtual threads. A short
 * timeout, after which the socket is used on, is Java's.
 */
final class PatientSocket extends Socket {
    /** For all waits for the database: the driver makes its sockets itself, so that they cannot be given one. */
    static final Patience PATIENCE = new Patience("roster-database-patience");

    private final Duration patientFrom;
    private volatile Duration timeout = Duration.ZERO;

    /** @param patientFrom the shortest timeout that counts as long */
    PatientSocket(Duration patientFrom) {
        this.patientFrom = patientFrom;
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        Duration wanted = Duration.ofMillis(millis);
        timeout = wanted.compareTo(patientFrom) < 0 ? Duration.ZERO : wanted;
        super.setSoTimeout(timeout.isZero() ? millis : 0);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return timeout.isZero() ? super.getSoTimeout() : (int) timeout.toMillis();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new PatientInput(super.getInputStream());
    }

    private void closeAtLast() {
        try {
            close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }

    private final class PatientInput extends FilterInputStream {
        PatientInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (timeout.isZero()) {
                return super.read(target, offset, length);
            }
            PATIENCE.begin(timeout, PatientSocket.this::closeAtLast);
            try {
                return super.read(target, offset, length);
            } finally {
                PATIENCE.end();
            }
        }
    }
}
