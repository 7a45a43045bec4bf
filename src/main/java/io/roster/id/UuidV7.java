package io.roster.id;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes UUIDv7 (RFC 9562): 48 bits of milliseconds, then a counter and randomness. Ids of one maker ascend strictly, so
 * that the rows of one request keep their order.
 */
public final class UuidV7 {
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private int counter;

    public UuidV7(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized UUID next() {
        long millis = clock.millis();
        if (millis > lastMillis) {
            lastMillis = millis;
            counter = random.nextInt(1 << 11); // half of the counter's room is left to count up in
        } else if (++counter == 1 << 12) {
            lastMillis++; // RFC 9562, 6.2: when the counter is used up, the time runs ahead
            counter = 0;
        }
        long most = (lastMillis << 16) | 0x7000 | counter;
        long least = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }
}
