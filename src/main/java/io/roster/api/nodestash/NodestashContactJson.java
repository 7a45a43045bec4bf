package io.roster.api.nodestash;

import io.roster.api.CustomFieldsJson;
import io.roster.api.http.EntityTag;
import io.roster.api.http.JsonOut;
import io.roster.company.Company;
import io.roster.contact.Contact;
import io.roster.contact.ProfileField;
import io.roster.id.IdKind;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contact resource of the nodestash dialect: exactly the seed's keys, in the seed's order. */
final class NodestashContactJson {
    private NodestashContactJson() {}

    /** Of the contact and its company, which may be included: not of the envelope, which has the request's id. */
    static EntityTag tag(Contact contact) {
        Included company = new Included(
                EnumSet.of(Include.COMPANY),
                Stream.ofNullable(contact.company()).toList(),
                List.of(),
                List.of());
        return EntityTag.of(JsonOut.write(out -> out.object(body -> write(body, contact, company))));
    }

    /** The field {@code data}, and after it what is to be included, each resource once. */
    static void write(JsonOut body, Contact contact, Included included) {
        if (included.names().isEmpty()) {
            body.object("data", data -> fields(data, contact));
            return;
        }
        body.object("data", data -> {
            fields(data, contact);
            data.object("relationships", links -> included.relationships(links, contact));
        });
        included.resources(body);
    }

    static void resource(JsonOut out, Contact contact) {
        out.object(data -> fields(data, contact));
    }

    private static void fields(JsonOut data, Contact contact) {
        data.text("id", IdKind.NODESTASH_CONTACT.format(contact.id()));
        data.text("type", "contact");
        data.object("attributes", attributes -> attributes(attributes, contact));
    }

    private static void attributes(JsonOut out, Contact contact) {
        out.text("id", IdKind.NODESTASH_CONTACT.format(contact.id()));
        out.text("email", contact.email());
        out.text("first_name", contact.profile().get(ProfileField.FIRST_NAME));
        out.text("last_name", contact.profile().get(ProfileField.LAST_NAME));
        out.text("phone", contact.profile().get(ProfileField.PHONE));
        out.text("company_id", companyId(contact.company()));
        out.text("title", contact.profile().get(ProfileField.TITLE));
        out.text("source", contact.profile().get(ProfileField.LEAD_SOURCE));
        CustomFieldsJson.write(out, contact);
        out.texts("tags", contact.tags());
        out.instant("created_at", contact.createdAt());
        out.instant("updated_at", contact.updatedAt());
    }

    private static @Nullable String companyId(@Nullable Company company) {
        return company == null ? null : IdKind.NODESTASH_COMPANY.format(company.id());
    }
}
