package io.roster.contact;

import io.roster.text.Words;

/** The words that full-text search finds a contact by, its company's aside. */
public final class ContactWords {
    private ContactWords() {}

    public static String of(Contact contact) {
        return Words.stored(
                contact.email(),
                contact.profile().get(ProfileField.FIRST_NAME),
                contact.profile().get(ProfileField.LAST_NAME),
                contact.profile().get(ProfileField.TITLE));
    }
}
