package io.roster.api.nodestash;

import io.roster.api.ContactFields;
import io.roster.api.http.Fields;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.ProfileField;
import io.roster.id.IdKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a nodestash caller says of a contact, as a draft or a patch: the body is its plain attributes. */
final class NodestashContactFields {
    /** The profile fields that this dialect has, by its name for each; the others it neither shows nor takes. */
    private static final Map<ProfileField, String> NAMES = new EnumMap<>(Map.of(
            ProfileField.FIRST_NAME, "first_name",
            ProfileField.LAST_NAME, "last_name",
            ProfileField.PHONE, "phone",
            ProfileField.TITLE, "title",
            ProfileField.LEAD_SOURCE, "source"));

    /** Taken and not heeded, so that what was read can be sent back. */
    private static final Set<String> READ_ONLY = Set.of("id", "created_at", "updated_at");

    private NodestashContactFields() {}

    static ContactDraft draft(Fields fields) {
        String email = ContactFields.requiredEmail(fields);
        return new ContactDraft(email, patch(fields, null));
    }

    static ContactPatch patch(Fields fields) {
        return patch(fields, ContactFields.email(fields));
    }

    private static ContactPatch patch(Fields fields, @Nullable String email) {
        ContactPatch patch = new ContactPatch(
                email,
                ContactFields.profile(fields, NAMES),
                ContactFields.tags(fields),
                ContactFields.customFields(fields),
                ContactFields.company(fields.text("company_id"), IdKind.NODESTASH_COMPANY),
                false);
        fields.refuseOthers(READ_ONLY);
        return patch;
    }
}
