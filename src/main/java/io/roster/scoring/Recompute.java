package io.roster.scoring;

import io.roster.contact.Contacts;
import io.roster.db.Database;
import io.roster.work.Handler;
import io.roster.work.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies changed models to the contacts of a workspace, or a changed company to its own, batch by batch. It waits first until nobody
 * writes any more who read the models before they changed.
 */
public final class Recompute implements Handler {
    private static final int BATCH = 500;
    private static final int LONGEST_WAIT_MILLIS = 60_000;
    private static final int LOOK_MILLIS = 50;
    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;
    private final Contacts contacts;
    private final WriterStore writers = new WriterStore();

    public Recompute(Database database, Contacts contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    @Override
    public String kind() {
        return Scoring.RECOMPUTE;
    }

    @Override
    public int lanes() {
        return 2;
    }

    @Override
    public int attempts() {
        return 20;
    }

    @Override
    public void run(Turn turn) {
        UUID workspaceId = turn.workspaceId();
        UUID company = Optional.ofNullable(turn.payload().get("company"))
                .map(id -> UUID.fromString(id.toString()))
                .orElse(null);
        if (!turn.progress().containsKey("total")) {
            awaitOlderWriters(turn);
            turn.step(tx -> new Turn.Step<>(true, progress(0, 0, contacts.count(tx, workspaceId, company), FIRST)));
        }
        boolean more = true;
        while (more) {
            more = batch(turn, workspaceId, company);
        }
    }

    private boolean batch(Turn turn, UUID workspaceId, @Nullable UUID company) {
        Map<String, Object> before = turn.progress();
        return turn.step(tx -> {
            UUID last = UUID.fromString(String.valueOf(before.get("last")));
            List<UUID> ids = contacts.ids(tx, workspaceId, company, last, BATCH);
            int changed = company == null
                    ? contacts.rescore(tx, workspaceId, ids)
                    : contacts.followCompany(tx, workspaceId, turn.payload(), ids);
            return new Turn.Step<>(
                    ids.size() == BATCH,
                    progress(
                            number(before, "processed") + ids.size(),
                            number(before, "changed") + changed,
                            number(before, "total"),
                            ids.isEmpty() ? last : ids.getLast()));
        });
    }

    private void awaitOlderWriters(Turn turn) {
        long horizon = database.read(writers::next);
        for (int waited = 0; waited < LONGEST_WAIT_MILLIS; waited += LOOK_MILLIS) {
            if (database.read(writers::oldest) >= horizon) {
                return;
            }
            turn.checkStopping();
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> progress(long processed, long changed, long total, UUID last) {
        Map<String, Object> progress = new LinkedHashMap<>();
        progress.put("processed", processed);
        progress.put("changed", changed);
        progress.put("total", total);
        progress.put("last", last.toString());
        return progress;
    }

    private static long number(Map<String, Object> progress, String name) {
        return progress.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
