package io.roster.contact;

/**
 * A contact to be taken in: its address, which is what it is recognised by, and what is said about it.
 *
 * @param email in its stored form
 * @param fields all but the address
 */
public record ContactDraft(String email, ContactPatch fields) {}
