package io.roster.contact;

import io.roster.changelog.Actor;
import io.roster.company.Companies;
import io.roster.company.Company;
import io.roster.db.Tx;
import io.roster.filter.Activity;
import io.roster.scoring.Scorer;
import io.roster.scoring.Scoring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Scores contacts anew when something that they depend on has changed, and not they themselves. */
final class Rescoring {
    private static final Actor ACTOR = new Actor("scoring", Actor.Source.SCORING);
    private static final int MOST_AT_ONCE = 1_000;

    private final ContactStore store;
    private final Companies companies;
    private final Scoring scoring;
    private final Revisions revisions;

    Rescoring(ContactStore store, Companies companies, Scoring scoring, Revisions revisions) {
        this.store = store;
        this.companies = companies;
        this.scoring = scoring;
        this.revisions = revisions;
    }

    /** Changes a company, and with it the scores of its contacts: at once where they are few, else in the background. */
    Company changeCompany(Tx tx, UUID workspaceId, UUID companyId, UnaryOperator<Company> said, Instant now) {
        Company before = companies.get(tx, workspaceId, companyId);
        Company after = companies.update(tx, workspaceId, companyId, said);
        if (!after.equals(before)) {
            List<UUID> some = store.ofCompany(tx, workspaceId, companyId, MOST_AT_ONCE + 1);
            if (some.size() > MOST_AT_ONCE) {
                scoring.recompute(tx, workspaceId, Map.of("company", companyId.toString()));
            } else {
                rescore(tx, workspaceId, some, now);
            }
        }
        return after;
    }

    /** Applies the models to contacts anew, and tells how many have changed by it. */
    int rescore(Tx tx, UUID workspaceId, List<UUID> contacts, Instant now) {
        if (contacts.isEmpty()) {
            return 0;
        }
        List<Contact> held = store.lockById(tx, workspaceId, contacts);
        Map<UUID, Activity> activities = scoring.activities(tx, workspaceId, contacts);
        Scorer scorer = scoring.scorer(tx, workspaceId);
        List<Revision> steps = new ArrayList<>();
        for (Contact contact : held) {
            Contact scored = scorer.apply(contact, activities.getOrDefault(contact.id(), Activity.NONE));
            Revision.between(contact, scored, now).ifPresent(steps::add);
        }
        revisions.store(tx, workspaceId, ACTOR, steps);
        return steps.size();
    }
}
