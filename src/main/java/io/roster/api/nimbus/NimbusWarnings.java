package io.roster.api.nimbus;

import io.roster.contact.Contact;
import io.roster.contact.ContactPatch;
import io.roster.customfield.CustomFieldSet;
import java.util.List;

/** What a call took without a word to the contrary, and did not store: {@code unknown_custom_field=<name>}. */
final class NimbusWarnings {
    private NimbusWarnings() {}

    static List<String> of(ContactPatch said, Contact contact) {
        CustomFieldSet fields = contact.custom().fields();
        return said.customFields().keySet().stream()
                .filter(name -> fields.find(name).isEmpty())
                .map("unknown_custom_field="::concat)
                .toList();
    }
}
