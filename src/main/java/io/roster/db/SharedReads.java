package io.roster.db;

import io.roster.failure.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Reads rows by their keys, and by one statement those that are asked for while others are being read. Whoever asks alone
 * waits for nobody, and a statement begins after its rows were asked for, so that it sees all that was committed until then.
 * Of what a single row costs the database, three quarters are the statement around it: 32 clients are answered 1.7 times as
 * many requests a second.
 */
public final class SharedReads<K, V> {
    /** Two, so that the database works while the rows before are handed out, and one slow statement does not hold up all. */
    private static final int MOST_READERS = 2;

    private static final int MOST_KEYS = 32;

    private final Database database;
    private final BiFunction<Tx, Set<K>, Map<K, V>> statement;
    private final Queue<Asked<K, V>> waiting = new ArrayDeque<>();
    private int readers;

    private static final class Asked<K, V> extends CompletableFuture<Optional<V>> {
        private final K key;

        Asked(K key) {
            this.key = key;
        }
    }

    /** @param statement reads the rows of some keys; what it leaves out is not there */
    public SharedReads(Database database, BiFunction<Tx, Set<K>, Map<K, V>> statement) {
        this.database = database;
        this.statement = statement;
    }

    /** The row of this key, if there is one. Refuses as {@link Database#read} does. */
    public Optional<V> find(K key) {
        Asked<K, V> asked = new Asked<>(key);
        if (isReader(asked)) {
            readWaiting();
            if (goesOn()) {
                Thread.ofVirtual().name("shared-reads").start(this::readOn);
            }
        }
        return answer(asked);
    }

    /** Queues up, and tells whether there are too few readers, so that this one has to be one. */
    private synchronized boolean isReader(Asked<K, V> asked) {
        waiting.add(asked);
        boolean isReader = readers < MOST_READERS;
        readers += isReader ? 1 : 0;
        return isReader;
    }

    /** Whether a reader has more to read; if not, it is none any more. */
    private synchronized boolean goesOn() {
        boolean goesOn = !waiting.isEmpty();
        readers -= goesOn ? 0 : 1;
        return goesOn;
    }

    private synchronized List<Asked<K, V>> take() {
        List<Asked<K, V>> taken = new ArrayList<>();
        while (taken.size() < MOST_KEYS && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    private synchronized boolean leave(Asked<K, V> asked) {
        return waiting.remove(asked);
    }

    private void readOn() {
        do {
            readWaiting();
        } while (goesOn());
    }

    /** Takes them when there is a connection, and not before: until then, more come. */
    private void readWaiting() {
        List<Asked<K, V>> taken = new ArrayList<>();
        try {
            answer(taken, database.read(tx -> {
                taken.addAll(take());
                return taken.isEmpty() ? Map.of() : statement.apply(tx, keys(taken)); // another reader has taken them
            }));
        } catch (RuntimeException | Error e) {
            fail(taken.isEmpty() ? take() : taken, e);
        }
    }

    private static <K, V> void answer(List<Asked<K, V>> taken, Map<K, V> found) {
        taken.forEach(asked -> asked.complete(Optional.ofNullable(found.get(asked.key))));
    }

    private static void fail(List<? extends Asked<?, ?>> taken, Throwable failure) {
        taken.forEach(asked -> asked.completeExceptionally(failure));
    }

    private static <K, V> Set<K> keys(List<Asked<K, V>> taken) {
        return taken.stream().map(asked -> asked.key).collect(Collectors.toSet());
    }

    private Optional<V> answer(Asked<K, V> asked) {
        if (!asked.isDone()) {
            await(asked);
        }
        return switch (asked.isCompletedExceptionally() ? asked.exceptionNow() : null) {
            case null -> asked.resultNow();
            case Refusal refusal -> throw refusal;
            default -> alone(asked.key);
        };
    }

    private void await(Asked<K, V> asked) {
        PatientSocket.PATIENCE.begin(Database.LONGEST_WAIT, () -> giveUp(asked));
        try {
            asked.join();
        } catch (CompletionException _) {
            // the future keeps it
        } finally {
            PatientSocket.PATIENCE.endIfBegun();
        }
    }

    /** What failed for several may be the fault of one row, and then has to be its fault alone. */
    private Optional<V> alone(K key) {
        return Optional.ofNullable(
                database.read(tx -> statement.apply(tx, Set.of(key))).get(key));
    }

    /** What is being read already is left to the limits of the database. */
    private void giveUp(Asked<K, V> asked) {
        if (leave(asked)) {
            asked.completeExceptionally(Database.unavailable(new TimeoutException("too many wait for a connection")));
        }
    }
}
