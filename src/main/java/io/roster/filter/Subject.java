package io.roster.filter;

import io.roster.contact.Contact;

/** What a filter is evaluated over in memory: a contact, and what has happened to it. */
public record Subject(Contact contact, Activity activity) {
    /** A contact that nothing has happened to. */
    public static Subject of(Contact contact) {
        return new Subject(contact, Activity.NONE);
    }
}
