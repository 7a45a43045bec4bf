package io.roster.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Gathers what several threads ask for while others are being answered, so that all of it takes one transaction. What a
 * question is answered by begins after it was asked.
 */
final class Together<Q, A> {
    private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

    private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean answering = new AtomicBoolean();
    private final Function<List<Q>, List<A>> answers;

    /** @param answers as many as it is asked, in their order */
    Together(Function<List<Q>, List<A>> answers) {
        this.answers = answers;
    }

    /** The answer; when those that were asked together fail, all of them do. */
    A ask(Q question) {
        Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
        waiting.add(asked);
        if (!answering.getAndSet(true)) {
            Thread.ofVirtual().name("roster-webhook-together").start(this::answerAll);
        }
        try {
            return asked.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void answerAll() {
        do {
            while (!waiting.isEmpty()) {
                answer(taken());
            }
            answering.set(false);
        } while (!waiting.isEmpty() && !answering.getAndSet(true));
    }

    private List<Asked<Q, A>> taken() {
        List<Asked<Q, A>> taken = new ArrayList<>();
        for (Asked<Q, A> next = waiting.poll(); next != null; next = waiting.poll()) {
            taken.add(next);
        }
        return taken;
    }

    private void answer(List<Asked<Q, A>> taken) {
        try {
            List<A> given = answers.apply(taken.stream().map(Asked::question).toList());
            for (int i = 0; i < taken.size(); i++) {
                taken.get(i).answer().complete(given.get(i));
            }
        } catch (Throwable e) {
            taken.forEach(asked -> asked.answer().completeExceptionally(e));
        }
    }
}
