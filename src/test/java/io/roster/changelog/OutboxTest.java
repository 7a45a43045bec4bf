package io.roster.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.id.UuidV7;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which events a change makes, and what is left when a contact is erased. */
class OutboxTest {
    private static final Instant AT = Instant.parse("2026-04-20T14:32:11.120Z");

    private final UUID workspace = UUID.randomUUID();
    private final UuidV7 ids = new UuidV7(Clock.systemUTC());
    private final AtomicInteger rendered = new AtomicInteger();
    private TestDatabase database;
    private Database pool;
    private LogEpoch epoch;
    private ChangeLog log;

    @BeforeEach
    void open() {
        database = TestPostgres.database();
        pool = new Database(database.address(), 4);
        epoch = LogEpoch.of(pool);
        log = new ChangeLog(epoch, ids, new Bells());
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Test
    void aChangeOfTheScoreAndOfAnotherFieldSendsBothTheUpdateFirst() {
        subscribe("contact.updated contact.scored contact.enriched contact.merged", "active");
        append(change(Change.Type.UPDATED, "title", "lead_score", "grade"));
        append(change(Change.Type.UPDATED, "title"));
        append(change(Change.Type.SCORED, "lead_score"));
        append(change(Change.Type.ENRICHED, "is_enriched", "city", "icp_tier"));
        append(change(Change.Type.MERGED, "tags"));
        append(change(Change.Type.MERGED));
        assertThat(queued())
                .containsExactly(
                        "contact.updated",
                        "contact.scored",
                        "contact.updated",
                        "contact.scored",
                        "contact.updated",
                        "contact.enriched",
                        "contact.scored",
                        "contact.updated",
                        "contact.merged",
                        "contact.merged");
    }

    @Test
    void withoutASubscriberNothingIsRenderedAndAnAppendIsOneStatement() {
        subscribe("contact.created", "disabled");
        subscribe("contact.deleted", "active");
        pool.write(tx -> {
            log.append(tx, workspace, List.of(change(Change.Type.CREATED)));
            assertThat(tx.statements()).isEqualTo(1);
            return workspace;
        });
        assertThat(rendered).hasValue(0);
        assertThat(queued()).isEmpty();
    }

    @Test
    void theBodyHasTheObjectAndOfAnUpdateWhatWasBefore() {
        subscribe("contact.updated", "paused");
        Change change = change(Change.Type.UPDATED, "title", "city");
        append(change);
        assertThat(payloads().getFirst())
                .startsWith("{\"id\":\"evt_")
                .endsWith(
                        "\",\"data\":{\"rendered\":1},\"previous\":{\"title\":\"from title\",\"city\":\"from city\"}}")
                .contains(
                        "\"type\":\"contact.updated\",\"timestamp\":\"2026-04-20T14:32:11.120Z\",\"workspace_id\":\"ws_");
    }

    @Test
    void ofAnErasedContactATombstoneIsLeftAndNothingElse() {
        subscribe("contact.created contact.updated contact.deleted", "active");
        Change created = change(Change.Type.CREATED);
        append(created);
        append(new Change(
                ids.next(),
                created.contactId(),
                Change.Type.UPDATED,
                AT,
                new Actor("Jane's key", Actor.Source.API),
                Map.of("email", new Change.FromTo("jane@acme.com", "jane.roe@acme.com")),
                () -> "{\"email\":\"jane.roe@acme.com\"}"));
        Actor actor = new Actor("operator", Actor.Source.API);
        pool.write(tx -> {
            log.erase(tx, workspace, created.contactId(), ids.next(), actor, AT, "{\"id\":\"cont_x\"}");
            return workspace;
        });
        List<LoggedChange> left = new ChangeFeed(pool, epoch, new Bells())
                .read(workspace, FeedPlace.BEGINNING, 10, Duration.ofSeconds(5))
                .changes();
        assertThat(left).hasSize(1);
        assertThat(left.getFirst().type()).isEqualTo("contact.deleted");
        assertThat(left.getFirst().changes()).isEqualTo("{}");
        assertThat(payloads()).hasSize(1);
        assertThat(payloads().getFirst())
                .endsWith("\"data\":{\"id\":\"cont_x\"}}")
                .doesNotContain("jane");
    }

    private Change change(Change.Type type, String... fields) {
        Map<String, Change.FromTo> changed = new LinkedHashMap<>();
        for (String field : fields) {
            changed.put(field, new Change.FromTo("from " + field, "to " + field));
        }
        return new Change(
                ids.next(),
                UUID.randomUUID(),
                type,
                AT,
                new Actor("test", Actor.Source.API),
                changed,
                () -> "{\"rendered\":%d}".formatted(rendered.incrementAndGet()));
    }

    private void append(Change change) {
        pool.write(tx -> {
            log.append(tx, workspace, List.of(change));
            return change;
        });
    }

    private void subscribe(String events, String status) {
        pool.write(tx -> tx.sql("""
                insert into webhook (workspace_id, id, url, events, status, secret, created_at)
                values (?, ?, 'https://example.com/', ?, ?, '\\x00', ?)
                """)
                .bind(workspace)
                .bind(ids.next())
                .array("text", List.of(events.split(" ")))
                .bind(status)
                .bind(AT)
                .update());
    }

    private List<String> queued() {
        return pool.read(tx -> tx.sql("select type from webhook_delivery where workspace_id = ? order by position, id")
                .bind(workspace)
                .list(Row::text));
    }

    private List<String> payloads() {
        return pool.read(
                tx -> tx.sql("select payload from webhook_delivery where workspace_id = ? order by position, id")
                        .bind(workspace)
                        .list(Row::text));
    }
}
