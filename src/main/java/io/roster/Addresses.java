package io.roster;

import io.roster.suppression.AddressHashing;
import io.roster.suppression.GlobalContacts;
import io.roster.suppression.Screening;
import io.roster.suppression.Suppressions;

/** What is known of e-mail addresses beside the contacts: who must not be contacted, and whose an address is. */
public record Addresses(
        AddressHashing hashing, Screening screening, Suppressions suppressions, GlobalContacts globalContacts) {
    static Addresses wire(Essentials made) {
        AddressHashing hashing = new AddressHashing(made.secrets().secret("address", 32));
        return new Addresses(
                hashing,
                new Screening(hashing, made.clock()),
                new Suppressions(hashing, made.ids(), made.clock()),
                new GlobalContacts(hashing, made.ids(), made.clock()));
    }
}
