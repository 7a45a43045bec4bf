package io.roster.api.http;

import io.roster.db.Tx;
import io.roster.failure.Failure;
import java.util.function.Function;

/** The parameter {@code dry_run=true}: everything runs, nothing is stored, and the answer says so. */
public record DryRun(boolean isAsked) {
    public static final String PARAMETER = "dry_run";

    public static DryRun of(Query query) {
        return query.one(PARAMETER)
                .map(text -> switch (text) {
                    case "true" -> new DryRun(true);
                    case "false" -> new DryRun(false);
                    default -> throw Failure.invalid(PARAMETER, "dry_run must be true or false");
                })
                .orElse(new DryRun(false));
    }

    /** Runs the work of a call in its transaction; a dry run takes back all that it stored. */
    public <T> T run(Tx tx, Function<Tx, T> work) {
        return isAsked ? tx.trial(work) : work.apply(tx);
    }

    /** The answer, marked when it is that of a dry run. */
    public Reply mark(Reply reply) {
        return isAsked ? reply.with("Roster-Dry-Run", "true") : reply;
    }
}
