package io.roster.erasure;

import io.roster.contact.Contact;
import java.util.Set;

/**
 * Whom an erasure is about: a contact that is held locked.
 *
 * @param addresses its own, and those that it had before and nobody else of the workspace has now
 */
public record Person(Contact contact, Set<String> addresses) {}
