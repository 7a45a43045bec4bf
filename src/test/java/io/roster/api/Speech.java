package io.roster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a dialect says what every dialect says: enough of it for one scenario to run through all of them. */
public enum Speech {
    NIMBUS("/api/v1/contacts/", "cont_", "comp_", "lead_source", "page_size", ""),
    NODESTASH("/v1/contacts", "ct_", "co_", "source", "limit", "/data/attributes");

    private final String contacts;
    private final String contactPrefix;
    private final String companyPrefix;
    private final String source;
    private final String limit;
    private final String contact;

    Speech(String contacts, String contactPrefix, String companyPrefix, String source, String limit, String contact) {
        this.contacts = contacts;
        this.contactPrefix = contactPrefix;
        this.companyPrefix = companyPrefix;
        this.source = source;
        this.limit = limit;
        this.contact = contact;
    }

    /** The path of the list. */
    public String contacts() {
        return contacts;
    }

    /** The path of the contact whose id is these 22 characters and a prefix. */
    public String contact(String digits) {
        return (contacts + "/").replace("//", "/") + contactPrefix + digits;
    }

    public String companyId(String digits) {
        return companyPrefix + digits;
    }

    /** The name of where a contact came from. */
    public String source() {
        return source;
    }

    /** The name of the parameter for a page's size. */
    public String limit() {
        return limit;
    }

    /** The fields of the contact that an answer holds. */
    public JsonNode fields(Answer answer) {
        return answer.json().at(contact);
    }

    /** The id of the contact that an answer holds, without its prefix. */
    public String digits(Answer answer) {
        String id = fields(answer).get("id").stringValue();
        assertThat(id).startsWith(contactPrefix).hasSize(contactPrefix.length() + 22);
        return id.substring(contactPrefix.length());
    }

    /** The company that an answer's contact has, as the 22 characters of its id; empty when it has none. */
    public Optional<String> companyDigits(Answer answer) {
        JsonNode id = fields(answer).at(this == NIMBUS ? "/company/id" : "/company_id");
        return id.isString() ? Optional.of(id.stringValue().substring(companyPrefix.length())) : Optional.empty();
    }

    /** The e-mail addresses of a list, page after page of these sizes in turn. */
    public List<String> walk(TestClient client, String parameters, int... sizes) {
        List<String> emails = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 1_000; page++) {
            Answer answer = client.get(contacts + "?" + parameters + "&" + limit + "=" + sizes[page % sizes.length]
                            + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200);
            answer.data()
                    .forEach(item -> emails.add(
                            item.at(contact.replace("/data", "") + "/email").stringValue()));
            Optional<String> next = cursor(answer);
            if (next.isEmpty()) {
                return emails;
            }
            cursor = next.get();
        }
        throw new AssertionError("the list has no end");
    }

    public Optional<String> cursor(Answer list) {
        JsonNode page = list.json().at(this == NIMBUS ? "/meta" : "/meta/pagination");
        assertThat(page.get("has_more").booleanValue())
                .isEqualTo(page.get("next_cursor").isString());
        return page.get("next_cursor").isNull()
                ? Optional.empty()
                : Optional.of(page.get("next_cursor").stringValue());
    }

    /** Checks an error by the NimbusOS name of its code, in the shape that it has in this dialect. */
    public void expectError(Answer answer, int status, String code, String field) {
        answer.expectError(status, this == NIMBUS ? code : code.toUpperCase(Locale.ROOT), field);
        boolean hasField = answer.json().at("/error").has("field");
        assertThat(hasField).isEqualTo(this == NIMBUS || !field.equals("nothing"));
    }
}
