package io.roster.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.id.IdKind;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredAnswersTest {
    private static final UUID HERE = new UUID(7, 1);
    private static final UUID THERE = new UUID(7, 2);
    private static final UUID CONTACT = new UUID(9, 9);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-04-20T14:32:11.123Z"));
    private TestDatabase store;
    private Database database;
    private StoredAnswers answers;

    @BeforeEach
    void open() {
        store = TestPostgres.database();
        database = new Database(store.address(), 2);
        answers = new StoredAnswers(database, now::get);
    }

    @AfterEach
    void close() {
        database.close();
        store.close();
    }

    @Test
    void anAnswerComesBackAsItWas() {
        StoredAnswer kept = new StoredAnswer(
                print("a"), 201, Map.of("Location", "/x/", "Roster-Warnings", "a=\"b\\c\""), new byte[] {0, -1, 10});
        assertThat(answers.keep(key(HERE, "k"), kept)).isTrue();
        StoredAnswer found = answers.find(key(HERE, "k")).orElseThrow();
        assertThat(found).usingRecursiveComparison().isEqualTo(kept);
        assertThat(answers.find(key(THERE, "k"))).isEmpty();
    }

    @Test
    void theFirstAnswerStaysUntilItExpires() {
        assertThat(answers.keep(key(HERE, "k"), answer("first"))).isTrue();
        assertThat(answers.keep(key(HERE, "k"), answer("second"))).isFalse();
        turn(Duration.ofHours(24).minusMillis(1));
        assertThat(text(HERE, "k")).isEqualTo("first");
        turn(Duration.ofMillis(1));
        assertThat(answers.find(key(HERE, "k"))).isEmpty();
        assertThat(answers.keep(key(HERE, "k"), answer("second"))).isTrue();
        assertThat(text(HERE, "k")).isEqualTo("second");
    }

    @Test
    void theWorkerDeletesWhatHasExpiredInEveryWorkspaceAndNothingElse() {
        for (int i = 0; i < 600; i++) {
            answers.keep(key(i % 2 == 0 ? HERE : THERE, "old-" + i), answer("x"));
        }
        turn(Duration.ofHours(25));
        answers.keep(key(HERE, "young"), answer("x"));
        ExpiredAnswers worker = new ExpiredAnswers(database, now::get);
        assertThat(worker.deleteSome()).isEqualTo(500);
        assertThat(worker.deleteSome()).isEqualTo(100);
        assertThat(worker.deleteSome()).isZero();
        assertThat(database.<Long>read(
                        tx -> tx.sql("select count(*) from idempotent_answer").one(row -> row.bigint())))
                .isEqualTo(1);
    }

    @Test
    void anErasureFindsWhatMentionsAPersonByIdInEitherDialectAndByAddress() {
        String digits = IdKind.CONTACT.format(CONTACT).substring("cont_".length());
        answers.keep(key(HERE, "nimbus"), answer("{\"id\":\"cont_%s\"}".formatted(digits)));
        answers.keep(key(HERE, "nodestash"), answer("{\"data\":{\"id\":\"ct_%s\"}}".formatted(digits)));
        answers.keep(key(HERE, "address"), answer("{\"status\":\"rejected\",\"email\":\"ann@acme.com\"}"));
        answers.keep(key(HERE, "other"), answer("{\"id\":\"cont_0000000000000000000001\",\"email\":\"an@acme.com\"}"));
        answers.keep(key(THERE, "there"), answer("{\"id\":\"cont_%s\"}".formatted(digits)));
        int erased = database.write(tx -> answers.eraseMentions(tx, HERE, List.of(CONTACT), List.of("Ann@Acme.com")));
        assertThat(erased).isEqualTo(3);
        assertThat(answers.find(key(HERE, "other"))).isPresent();
        assertThat(answers.find(key(THERE, "there"))).isPresent();
    }

    private void turn(Duration by) {
        now.updateAndGet(at -> at.plus(by));
    }

    private String text(UUID workspaceId, String key) {
        return new String(answers.find(key(workspaceId, key)).orElseThrow().body(), StandardCharsets.UTF_8);
    }

    private static IdempotencyKey key(UUID workspaceId, String text) {
        return new IdempotencyKey(workspaceId, text);
    }

    private static Fingerprint print(String body) {
        return Fingerprint.of("POST", "/x", "", body.getBytes(StandardCharsets.UTF_8));
    }

    private static StoredAnswer answer(String body) {
        return new StoredAnswer(print("a"), 200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
