package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Updating, tagging, deleting, restoring, and the conditions on them, through HTTP. */
class ContactChangesTest {
    private static TestRoster roster;
    private static TestClient workspace;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        workspace = roster.workspace();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void aChangeThatChangesNothingLeavesUpdatedAtAlone() {
        Answer contact = create(Map.of("email", "same@acme.com", "city", "Rome", "title", "CEO"));
        Answer again = workspace.patch(path(contact), Map.of("city", " Rome ", "seniority", "c_suite"));
        assertThat(again.body()).isEqualTo(contact.body());
    }

    @Test
    void whatWasDerivedFollowsTheTitleAndWhatWasEnteredStays() {
        Answer contact = create(Map.of("email", "d1@acme.com", "title", "VP Marketing", "department", "Brand"));
        assertThat(contact.text("seniority")).isEqualTo("vp");
        Answer promoted = workspace.patch(path(contact), Map.of("title", "Chief Marketing Officer"));
        assertThat(promoted.text("seniority")).isEqualTo("c_suite");
        assertThat(promoted.text("department")).isEqualTo("Brand");
    }

    @Test
    void nullClearsAField() {
        Answer contact = create(Map.of("email", "clear@acme.com", "city", "Rome", "title", "CEO"));
        Map<String, Object> nulls = new HashMap<>();
        nulls.put("city", null);
        nulls.put("company_id", null);
        nulls.put("tags", null);
        Answer cleared = workspace.patch(path(contact), nulls).expect(200);
        assertThat(cleared.json().get("city").isNull()).isTrue();
        assertThat(cleared.json().get("company").isNull()).isTrue();
        assertThat(cleared.text("title")).isEqualTo("CEO");
    }

    @Test
    void anAddressThatAnotherContactHasIsAConflict() {
        create(Map.of("email", "taken@acme.com"));
        Answer contact = create(Map.of("email", "mover@acme.com"));
        workspace.patch(path(contact), Map.of("email", "Taken@acme.com")).expectError(409, "conflict", "email");
        Answer moved = workspace
                .patch(path(contact), Map.of("email", "Moved@acme.com"))
                .expect(200);
        assertThat(moved.text("email")).isEqualTo("moved@acme.com");
    }

    @Test
    void aCompanyIsFoundOrMadeByDomainAndFreeMailIsNone() {
        Answer first = create(Map.of("email", "c1@globex.com"));
        Answer second = create(Map.of("email", "c2@gmail.com", "company_domain", "Globex.com"));
        assertThat(second.text("/company/id")).isEqualTo(first.text("/company/id"));
        Answer free = create(Map.of("email", "c3@gmail.com"));
        assertThat(free.json().get("company").isNull()).isTrue();
        Answer joined = workspace.patch(path(free), Map.of("company_id", first.text("/company/id")));
        assertThat(joined.text("/company/name")).isEqualTo("globex.com");
        workspace
                .patch(path(free), Map.of("company_id", "comp_0000000000000000000000"))
                .expectError(404, "not_found", "nothing");
    }

    @Test
    void tagsAreAddedAndRemovedWithoutReplacingTheOthers() {
        Answer contact = create(Map.of("email", "tags@acme.com", "tags", List.of("a", "b")));
        Answer tagged = workspace.post(
                path(contact) + "tags/", Map.of("add", List.of("c", "a"), "remove", List.of("b", "unknown")));
        assertThat(tagged.json().get("tags").toString()).isEqualTo("[\"a\",\"c\"]");
        workspace.post(path(contact) + "tags/", Map.of("ad", List.of("x"))).expectError(400, "validation_error", "ad");
    }

    @Test
    void aDeletedContactStaysReadableAndCanBeRestored() {
        Answer contact = create(Map.of("email", "gone@acme.com"));
        Answer deleted = workspace
                .delete(path(contact), Map.of("deletion_reason", "opted_out_via_form"))
                .expect(200);
        assertThat(deleted.json().get("is_deleted").booleanValue()).isTrue();
        assertThat(deleted.text("deletion_reason")).isEqualTo("opted_out_via_form");
        assertThat(List.copyOf(deleted.json().propertyNames()))
                .containsSubsequence("is_deleted", "deleted_at", "deletion_reason", "company");
        assertThat(workspace.delete(path(contact)).expect(200).body()).isEqualTo(deleted.body());
        assertThat(workspace.get(path(contact)).expect(200).body()).isEqualTo(deleted.body());
        assertThat(workspace
                        .post("/api/v1/contacts/", Map.of("email", "gone@acme.com"))
                        .expect(200)
                        .body())
                .isEqualTo(deleted.body());
        workspace.patch(path(contact), Map.of("is_deleted", true)).expectError(400, "validation_error", "is_deleted");
        Answer restored =
                workspace.patch(path(contact), Map.of("is_deleted", false)).expect(200);
        assertThat(restored.json().get("is_deleted").booleanValue()).isFalse();
        assertThat(restored.json().has("deleted_at")).isFalse();
    }

    @Test
    void aConditionThatNoLongerHoldsStopsTheChange() {
        Answer contact = create(Map.of("email", "tag@acme.com"));
        String tag = workspace.get(path(contact)).header("ETag").orElseThrow();
        Answer changed = workspace.with("If-Match", tag).patch(path(contact), Map.of("city", "Oslo"));
        assertThat(changed.expect(200).header("ETag")).isPresent().isNotEqualTo(java.util.Optional.of(tag));
        workspace
                .with("If-Match", tag)
                .patch(path(contact), Map.of("city", "Rome"))
                .expectError(412, "precondition_failed", "nothing");
        workspace.with("If-Match", tag).delete(path(contact)).expectError(412, "precondition_failed", "nothing");
        assertThat(workspace.get(path(contact)).text("city")).isEqualTo("Oslo");
        String now = changed.header("ETag").orElseThrow();
        Answer known = workspace.with("If-None-Match", now).get(path(contact)).expect(304);
        assertThat(known.bytes()).isEmpty();
        assertThat(known.header("ETag")).contains(now);
        workspace.with("If-Match", "*").delete(path(contact)).expect(200);
    }

    private static Answer create(Map<String, Object> body) {
        return workspace.post("/api/v1/contacts/", body).expect(201);
    }

    private static String path(Answer contact) {
        return "/api/v1/contacts/" + contact.text("id") + "/";
    }
}
