package io.roster.webhook;

import io.roster.changelog.Bell;
import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A process that does nothing but send, to be killed. Its arguments are the database's URL, user and password. */
final class SenderProcess {
    private SenderProcess() {}

    public static void main(String[] args) throws InterruptedException {
        Database database = new Database(new DatabaseAddress(args[0], args[1], args[2]), 20);
        RetrySchedule schedule = new RetrySchedule(Collections.nCopies(30, Duration.ofMillis(10)), new Random());
        new WebhookSender(
                        database,
                        UUID.randomUUID(),
                        new Bell(),
                        Sending.ANYWHERE,
                        schedule,
                        Clock.systemUTC(),
                        Sending.SHORT)
                .start();
        System.out.println("sending");
        new CountDownLatch(1).await();
    }
}
