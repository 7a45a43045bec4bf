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
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Takes contacts along when something that they show or are scored by has changed, and not they themselves. */
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

    /**
     * Changes a company, and with it its contacts, which show it and are scored by it: at once where they are few, else in
     * the background.
     */
    Companies.Changed changeCompany(
            Tx tx, UUID workspaceId, Actor actor, UUID companyId, UnaryOperator<Company> said, Instant now) {
        Companies.Changed changed = companies.update(tx, workspaceId, companyId, said);
        if (changed.isChange()) {
            CompanyChange change =
                    new CompanyChange(actor, changed.before(), changed.after().updatedAt());
            List<UUID> some = store.ofCompany(tx, workspaceId, companyId, MOST_AT_ONCE + 1);
            if (some.size() > MOST_AT_ONCE) {
                scoring.recompute(tx, workspaceId, change.stored());
            } else {
                follow(tx, workspaceId, change, some, now);
            }
        }
        return changed;
    }

    /** Tells the change of a company by those of its contacts that have not told it yet; returns how many have changed. */
    int follow(Tx tx, UUID workspaceId, CompanyChange change, List<UUID> contacts, Instant now) {
        List<Contact> held = store.lockById(tx, workspaceId, contacts);
        Set<UUID> told = revisions.toldCompany(tx, workspaceId, held);
        return score(
                tx,
                workspaceId,
                change.actor(),
                held,
                contact -> told.contains(contact.id()) ? contact : change.undone(contact),
                now);
    }

    /** Applies the models to contacts anew, and tells how many have changed by it. */
    int rescore(Tx tx, UUID workspaceId, List<UUID> contacts, Instant now) {
        return score(tx, workspaceId, ACTOR, store.lockById(tx, workspaceId, contacts), UnaryOperator.identity(), now);
    }

    /** @param before what a contact was, of what it is */
    private int score(
            Tx tx, UUID workspaceId, Actor actor, List<Contact> held, UnaryOperator<Contact> before, Instant now) {
        if (held.isEmpty()) {
            return 0;
        }
        Map<UUID, Activity> activities = scoring.activities(
                tx, workspaceId, held.stream().map(Contact::id).toList());
        Scorer scorer = scoring.scorer(tx, workspaceId);
        List<Revision> steps = new ArrayList<>();
        for (Contact contact : held) {
            Contact scored = scorer.apply(contact, activities.getOrDefault(contact.id(), Activity.NONE));
            Revision.following(before.apply(contact), scored, now).ifPresent(steps::add);
        }
        revisions.store(tx, workspaceId, actor, steps);
        return steps.size();
    }
}
