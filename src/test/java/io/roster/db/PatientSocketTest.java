package io.roster.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatientSocketTest {
    private final ServerSocket server;
    private final PatientSocket socket = new PatientSocket(Duration.ofMillis(300));
    private Socket peer;

    PatientSocketTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @BeforeEach
    void connect() throws IOException {
        socket.connect(server.getLocalSocketAddress());
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        peer.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReadThatLastsForALongTimeoutClosesTheSocket(boolean isVirtual) throws Exception {
        socket.setSoTimeout(300);
        assertThat(socket.getSoTimeout()).isEqualTo(300);
        long begun = System.nanoTime();
        try (ExecutorService threads =
                isVirtual ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newSingleThreadExecutor()) {
            assertThatThrownBy(() ->
                            threads.submit(() -> socket.getInputStream().read()).get())
                    .hasCauseInstanceOf(SocketException.class);
        }
        assertThat(socket.isClosed()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aShortTimeoutEndsTheReadAndLeavesTheSocketOpen() throws IOException {
        socket.setSoTimeout(60);
        assertThat(socket.getSoTimeout()).isEqualTo(60);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        peer.getOutputStream().write(200);
        assertThat(socket.getInputStream().read()).isEqualTo(200);
    }

    @Test
    void readsThatAreAnsweredInTimeMayLastForLongerTogether() throws Exception {
        socket.setSoTimeout(600);
        for (int i = 0; i < 4; i++) {
            Thread.sleep(200);
            peer.getOutputStream().write(i);
            assertThat(socket.getInputStream().read()).isEqualTo(i);
        }
        peer.shutdownOutput();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
}
