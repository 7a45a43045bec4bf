package io.roster;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's one server, from its start to the SIGTERM, SIGINT or SIGHUP that ends it. It is then closed, and the
 * process exits with status 0, or 1 when closing failed. A signal during the start interrupts the starting thread, and
 * closes what it started nevertheless.
 */
final class Foreground {
    private static final Logger LOG = LoggerFactory.getLogger(Foreground.class);
    private static final int START_SECONDS = 30;

    private final Thread starter = Thread.currentThread();
    private final CompletableFuture<AutoCloseable> started = new CompletableFuture<>();

    private Foreground() {}

    /** Starts the server and never returns; what {@code start} throws is thrown here. */
    static void run(Callable<? extends AutoCloseable> start) throws Exception {
        new Foreground().runUntilStopped(start);
    }

    private void runUntilStopped(Callable<? extends AutoCloseable> start) throws Exception {
        Thread hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            started.complete(start.call());
        } catch (Throwable e) {
            started.completeExceptionally(e);
            withdraw(hook);
            throw e;
        }
        waitForever();
    }

    private static void withdraw(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            waitForever(); // the start failed because it was interrupted: the hook ends the process
        }
    }

    private static void waitForever() {
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // By the hook, which ends the process.
            }
        }
    }

    /** Runs in the hook. A process that ends by itself after a signal has the status 128 + its number: hence halt. */
    private void stop() {
        int status = 0;
        if (!started.isDone()) {
            starter.interrupt();
        }
        try {
            started.get(START_SECONDS, TimeUnit.SECONDS).close();
        } catch (ExecutionException e) {
            LOG.debug("stopped while starting", e.getCause());
        } catch (TimeoutException e) {
            LOG.error("the start neither ended nor stopped within {} s", START_SECONDS);
            status = 1;
        } catch (Exception e) {
            LOG.error("stopping failed", e);
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }
}
