package io.roster.enrichment;

import io.roster.contact.Contact;

/** Somebody who knows more about people than they said. */
public interface Provider {
    /** What it knows of the contact; throws {@link ProviderAway} when it cannot be asked now, and may be later. */
    Findings find(Contact contact);
}
