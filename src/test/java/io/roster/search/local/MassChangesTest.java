package io.roster.search.local;

import static io.roster.search.local.Indexed.is;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** So much at a time that more than one thread writes it into the index. */
class MassChangesTest {
    private static final String CONTACTS = "/api/v1/contacts/";

    @Test
    void aThousandAreFoundAtOnceAndNoMoreAsTheyWereWhenTheyChange() {
        try (TestRoster roster = TestRoster.start(Map.of("ROSTER_SEARCH_THRESHOLD", "3"))) {
            TestClient workspace = roster.workspace();
            for (int i = 0; i < 5; i++) {
                workspace
                        .post(CONTACTS, Map.of("email", "few" + i + "@few.example"))
                        .expect(201);
            }
            Indexed.await(roster, workspace);
            double before = Indexed.byIndex(roster);
            takeIn(workspace, 1_000, "Old");
            takeIn(workspace, 1_000, "New");
            for (int i = 0; i < 4; i++) {
                assertThat(Indexed.search(workspace, is("city", "eq", "Old" + i)))
                        .isEmpty();
                assertThat(Indexed.search(workspace, is("city", "eq", "New" + i)))
                        .hasSize(250);
            }
            assertThat(Indexed.byIndex(roster)).isGreaterThan(before);
        }
    }

    /** From four cities of that name, for a page has room for no more than 500. */
    private static void takeIn(TestClient workspace, int many, String city) {
        List<Map<String, String>> contacts = IntStream.range(0, many)
                .mapToObj(i -> Map.of("email", "many" + i + "@many.example", "city", city + i % 4))
                .toList();
        workspace
                .post(CONTACTS + "bulk/", Map.of("contacts", contacts, "options", Map.of("dedup_behavior", "update")))
                .expect(200);
        assertThat(Indexed.search(workspace, is("city", "eq", city + 1))).hasSize(many / 4);
    }
}
