package io.roster.webhook;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Fails at random, and watches that no event of a contact comes before those before it were taken. */
final class OrderlyReceiver implements AutoCloseable {
    private final Receiver receiver;
    private final Random random;
    private final double failing;
    private final String contactAt;
    private final String numberAt;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private int repeats;
    private int refused;

    OrderlyReceiver(double failing, long seed) throws IOException {
        this(failing, seed, "/data/contact", "/data/number");
    }

    /** @param numberAt where in an event it says which of its contact's changes it is, the first of them being 1 */
    OrderlyReceiver(double failing, long seed, String contactAt, String numberAt) throws IOException {
        this.contactAt = contactAt;
        this.numberAt = numberAt;
        this.failing = failing;
        this.random = new Random(seed);
        this.receiver = new Receiver((exchange, received) -> exchange.sendResponseHeaders(take(received), -1));
    }

    private synchronized int take(Receiver.Received received) {
        String contact = received.json().at(contactAt).asString();
        int number = Integer.parseInt(received.json().at(numberAt).asString());
        int last = taken.getOrDefault(contact, 0);
        String id = received.header("webhook-id");
        String known = ids.putIfAbsent(contact + " " + number, id);
        if (known != null && !known.equals(id)) {
            faults.add("%s is %s and %s".formatted(contact, known, id));
        }
        if (number > last + 1) {
            faults.add("%d came after %d".formatted(number, last));
        }
        if (random.nextDouble() < failing) {
            refused++;
            return 503;
        }
        repeats += seen.add(id) ? 0 : 1;
        taken.put(contact, Math.max(last, number));
        return 200;
    }

    String url() {
        return receiver.url();
    }

    /** How many events were taken, each counted once. */
    synchronized int events() {
        return seen.size();
    }

    /** How often an event was taken again. */
    synchronized int repeats() {
        return repeats;
    }

    synchronized int refused() {
        return refused;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
