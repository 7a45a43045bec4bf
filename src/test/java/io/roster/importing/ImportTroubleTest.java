package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.csv.CsvFault;
import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.UuidV7;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestRoster;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Files that are too large or no longer whole, and disks that are full. */
@Timeout(120)
class ImportTroubleTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final UUID WORKSPACE = new UUID(1, 1);

    private TestDatabase database;
    private Database store;

    @BeforeEach
    void open() {
        database = TestPostgres.database();
        store = new Database(database.address(), 2);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void aFileWithoutEndIsRefusedAtTheLimitAndNothingOfItStays() {
        assertThatThrownBy(() -> uploads(3).receive(WORKSPACE, "endless.csv", new Endless()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.failure()).isInstanceOf(Failure.PayloadTooLarge.class))
                .hasMessageContaining("3 MiB");
        assertThat(pieces()).isZero();
    }

    @Test
    void aLengthAboveTheLimitIsRefusedBeforeAnyOfItIsRead() throws Exception {
        try (TestRoster roster = TestRoster.on(database, Map.of());
                Socket socket = new Socket(roster.url().getHost(), roster.url().getPort())) {
            String head = """
                    POST /api/v1/imports/ HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Content-Type: multipart/form-data; boundary=b\r
                    Content-Length: %d\r
                    \r
                    """.formatted(roster.workspace().token(), 600L * MEBIBYTE);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void aFileOfWhichAPieceIsMissingIsNotTakenForAShorterOne() throws Exception {
        Uploads uploads = uploads(10);
        byte[] content = new byte[3 * MEBIBYTE];
        UUID id = uploads.receive(WORKSPACE, "a.csv", new ByteArrayInputStream(content))
                .importId();
        try (InputStream whole = uploads.open(WORKSPACE, id)) {
            assertThat(whole.readAllBytes()).isEqualTo(content);
        }
        database.run("delete from import_chunk where n = 1");
        try (InputStream broken = uploads.open(WORKSPACE, id)) {
            assertThatThrownBy(broken::readAllBytes)
                    .isInstanceOfSatisfying(
                            CsvFault.class, fault -> assertThat(fault.code()).isEqualTo("unreadable_file"));
        }
    }

    @Test
    void aDiskThatIsFullForAWhileIsWaitedForAndNothingIsHalfCounted() throws Exception {
        fillDisk();
        try (TestRoster roster = TestRoster.on(database, Map.of())) {
            TestClient client = roster.workspace();
            String id = failedOnce(client, "email\na@x.org\nb@x.org\nnonsense\n");
            assertThat(client.get("/api/v1/imports/" + id + "/")
                            .json()
                            .get("processed_rows")
                            .intValue())
                    .isZero();
            assertThat(client.get("/api/v1/contacts/").expect(200).data()).isEmpty();
            database.run("drop trigger refuse on contact");
            Form.assertCounts(Form.end(client, id), 2, 0, 0, 0, 1);
        }
    }

    @Test
    void aDiskThatStaysFullEndsTheImportWithThatReason() throws Exception {
        fillDisk();
        try (TestRoster roster = TestRoster.on(database, Map.of())) {
            TestClient client = roster.workspace();
            String id = failedOnce(client, "email\na@x.org\n");
            database.run("update job set failures = 9"); // of ten
            JsonNode end = Form.end(client, id);
            assertThat(end.at("/error/code").stringValue()).isEqualTo("disk_full");
            assertThat(end.at("/error/message").stringValue()).contains("disk is full");
            assertThat(end.get("processed_rows").intValue()).isZero();
            assertThat(client.get("/api/v1/contacts/").expect(200).data()).isEmpty();
        }
    }

    private void fillDisk() {
        database.run("""
                create function refuse() returns trigger language plpgsql as $$
                begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
                create trigger refuse before insert on contact execute function refuse()""");
    }

    /** Begins to import {@code file}, and returns when that has failed for the first time. */
    private String failedOnce(TestClient client, String file) throws InterruptedException {
        String id = Form.file(file).post(client, "/api/v1/imports/").expect(202).text("id");
        while (failures() == 0) {
            Thread.sleep(20);
        }
        return id;
    }

    private int failures() {
        return store.read(
                tx -> tx.sql("select coalesce(max(failures), 0) from job").one(Row::integer));
    }

    private int pieces() {
        return store.read(tx -> tx.sql("select count(*)::int from import_chunk").one(Row::integer));
    }

    private Uploads uploads(long mebibytes) {
        InstantSource clock = InstantSource.system();
        return new Uploads(store, new UuidV7(clock), clock, mebibytes * MEBIBYTE);
    }

    /** Rows and rows and rows. */
    private static final class Endless extends InputStream {
        private static final byte[] ROW = "a@x.org\n".getBytes(StandardCharsets.US_ASCII);
        private int at;

        @Override
        public int read() {
            return ROW[at++ & 7];
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) read();
            }
            return length;
        }
    }
}
