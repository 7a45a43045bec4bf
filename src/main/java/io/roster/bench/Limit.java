package io.roster.bench;

import io.roster.db.DatabaseAddress;
import io.roster.db.Statement;
import io.roster.id.UuidV7;
import io.roster.search.ContactTotals;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limit that a benchmark is measured against: the statements of a request run again and again by plain JDBC, prepared,
 * on as many connections as the load has, with no HTTP, no JSON and no pipeline.
 */
final class Limit {
    /** What takes the place of a recorded value in each run. */
    interface Variation {
        /** Begins a run. */
        void next();

        @Nullable
        Object of(@Nullable Object value);
    }

    private final DatabaseAddress address;
    private final List<Statement> statements;
    private final boolean isWriting;

    Limit(DatabaseAddress address, List<Statement> statements, boolean isWriting) {
        this.address = address;
        this.statements = statements;
        this.isWriting = isWriting;
    }

    /** Always as it was recorded. */
    static final class Same implements Variation {
        @Override
        public void next() {}

        @Override
        public @Nullable Object of(@Nullable Object value) {
            return value;
        }
    }

    /** In place of one id, any of many. */
    static final class AnyOf implements Variation {
        private final UUID recorded;
        private final List<UUID> ids;
        private UUID id;

        AnyOf(UUID recorded, List<UUID> ids) {
            this.recorded = recorded;
            this.ids = ids;
            this.id = recorded;
        }

        @Override
        public void next() {
            id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
        }

        @Override
        public @Nullable Object of(@Nullable Object value) {
            return recorded.equals(value) ? id : value;
        }
    }

    /**
     * In place of the new ids, and of what makes an address new, what has never been there; and in place of the row in which
     * a connection counts, another one.
     */
    static final class Fresh implements Variation {
        private static final UuidV7 IDS = new UuidV7(InstantSource.system());

        private final Map<UUID, UUID> ids = new HashMap<>();
        private final String marker;
        private final List<UUID> recorded;
        private final Integer recordedSlot;
        private final Integer slot = ThreadLocalRandom.current().nextInt(ContactTotals.SLOTS);
        private String fresh = "";

        Fresh(List<UUID> recorded, String marker, Integer recordedSlot) {
            this.recorded = recorded;
            this.recordedSlot = recordedSlot;
            this.marker = marker;
        }

        @Override
        public void next() {
            recorded.forEach(id -> ids.put(id, IDS.next()));
            fresh = "limit"
                    + Long.toString(IDS.next().getLeastSignificantBits(), Character.MAX_RADIX)
                            .replace("-", "x");
        }

        @Override
        public @Nullable Object of(@Nullable Object value) {
            return switch (value) {
                case UUID id -> ids.getOrDefault(id, id);
                case String text -> text.replace(marker, fresh);
                case Integer number when number.equals(recordedSlot) -> slot;
                case Statement.Elements elements ->
                    new Statement.Elements(
                            elements.type(),
                            Arrays.stream(elements.array())
                                    .map(this::of)
                                    .toArray(size -> Arrays.copyOf(elements.array(), size)));
                case null, default -> value;
            };
        }
    }

    /** Runs them for so many seconds on so many connections, each varied by one of {@code variations}. */
    Load run(int connections, int seconds, Supplier<Variation> variations) throws SQLException {
        long begun = System.nanoTime();
        long end = begun + seconds * 1_000_000_000L;
        long requests = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                counts.add(threads.submit(() -> runUntil(end, variations.get())));
            }
            for (Future<Long> count : counts) {
                requests += count.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
        return new Load(requests, (System.nanoTime() - begun) / 1e9, 0, 0);
    }

    private long runUntil(long end, Variation variation) throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(!isWriting);
            List<PreparedStatement> prepared = new ArrayList<>();
            for (Statement statement : statements) {
                prepared.add(connection.prepareStatement(statement.text()));
            }
            long count = 0;
            for (; System.nanoTime() < end; count++) {
                variation.next();
                for (int i = 0; i < prepared.size(); i++) {
                    execute(prepared.get(i), statements.get(i).values(), variation);
                }
                if (isWriting) {
                    connection.commit();
                }
            }
            return count;
        }
    }

    private static void execute(PreparedStatement statement, List<@Nullable Object> recorded, Variation variation)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(recorded.size());
        for (Object value : recorded) {
            values.add(variation.of(value));
        }
        Statement.bind(statement, values);
        if (statement.execute()) {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    // They have come: that is all a limit needs.
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }
}
