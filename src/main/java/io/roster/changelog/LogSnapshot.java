package io.roster.changelog;

import java.util.Arrays;
import java.util.List;

/**
 * All that was committed at one moment, in a cluster of this epoch: what a reader has seen that wants to see everything at
 * once, and not only what is final.
 *
 * @param text PostgreSQL's own writing of it: {@code xmin:xmax:running,running}
 */
public record LogSnapshot(int epoch, String text) {
    /** Everything that transactions below {@code position} have done, and nothing else. */
    static LogSnapshot below(LogEpoch epoch, long position) {
        long transaction = position - epoch.base();
        return new LogSnapshot(epoch.number(), "%d:%d:".formatted(transaction, transaction));
    }

    /** The first position of which it may not have seen all. */
    public long from() {
        return base() + part(0);
    }

    /** The position from which on it has seen nothing. */
    public long end() {
        return base() + part(1);
    }

    /** The positions below that of transactions that were under way, and so not seen. */
    List<Long> running() {
        String transactions = text.split(":", -1)[2];
        return transactions.isEmpty()
                ? List.of()
                : Arrays.stream(transactions.split(","))
                        .map(transaction -> base() + Long.parseLong(transaction))
                        .toList();
    }

    private long part(int i) {
        return Long.parseLong(text.split(":", -1)[i]);
    }

    private long base() {
        return (long) epoch << LogEpoch.SHIFT;
    }
}
