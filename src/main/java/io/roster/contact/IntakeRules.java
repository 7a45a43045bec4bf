package io.roster.contact;

import io.roster.filter.Activity;
import io.roster.id.UuidV7;
import io.roster.scoring.Scorer;
import java.util.Map;
import java.util.UUID;

/** What turns the drafts of a batch into contacts: the companies to be linked, and what is derived and scored. */
record IntakeRules(
        LinkedCompanies linked, Derivation derivation, Scorer scorer, Map<UUID, Activity> activities, UuidV7 ids) {
    Contact scored(Contact contact) {
        return scorer.apply(contact, activities.getOrDefault(contact.id(), Activity.NONE));
    }
}
