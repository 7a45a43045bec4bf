package io.roster.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * What stands between a server and its database in tests that take the database away, or that stop the time between a
 * commit and the server's learning of it.
 */
public final class TestProxy implements AutoCloseable {
    private static final byte[] BEGUN = "BEGIN\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROLLED_BACK = "ROLLBACK\0".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile byte[] marker = new byte[0];
    private volatile CountDownLatch held = new CountDownLatch(0);

    /** Listens on a free port of its own, and passes on to {@code target}. */
    public TestProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Passes on to another port from now on; 0 is none, as if nothing listened there. */
    public void target(int port) {
        target = port;
    }

    /** Ends every connection that there is. */
    public void cut() {
        sockets.forEach(TestProxy::close);
    }

    /**
     * From now on keeps back that a transaction is committed, if its statements contain {@code text}; the latch counts
     * down with each, from {@code number}.
     */
    public CountDownLatch holdCommitsOf(String text, int number) {
        held = new CountDownLatch(number);
        marker = text.getBytes(StandardCharsets.US_ASCII);
        return held;
    }

    /** Holds nothing back any more. */
    public void holdNothing() {
        marker = new byte[0];
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            Link link = new Link(client, server);
            Thread.ofVirtual().start(link::toServer);
            Thread.ofVirtual().start(link::toClient);
        } catch (IOException e) {
            close(client);
        }
    }

    /** One connection; whether its transaction is one to hold is known by what went to the server before. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean marked;
        private boolean begun;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void toServer() {
            pump(client, server, bytes -> {
                marked |= marker.length > 0 && contains(bytes, marker);
                return true;
            });
        }

        void toClient() {
            pump(server, client, bytes -> {
                begun |= contains(bytes, BEGUN);
                boolean hold = marked && begun && contains(bytes, COMMITTED);
                begun &= !contains(bytes, COMMITTED) && !contains(bytes, ROLLED_BACK);
                marked &= begun; // what is committed next may be anybody's
                if (hold) {
                    held.countDown();
                }
                return !hold;
            });
        }
    }

    private interface Passes {
        boolean test(byte[] bytes);
    }

    /** Ends both connections with one of them, unless something is held: then neither side learns anything any more. */
    private void pump(Socket from, Socket to, Passes passes) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                byte[] bytes = Arrays.copyOf(buffer, count);
                if (!passes.test(bytes)) {
                    return;
                }
                out.write(bytes);
            }
        } catch (IOException e) {
            // ended, as below
        }
        close(from);
        close(to);
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
