package io.roster.contact;

import io.roster.changelog.Actor;
import io.roster.db.Tx;
import io.roster.enrichment.Findings;
import io.roster.filter.Activity;
import io.roster.scoring.Scoring;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Adds to contacts, and to their companies, what was found out about them. */
final class EnrichedContacts {
    private static final Actor ENRICHMENT = new Actor("enrichment", Actor.Source.ENRICHMENT);

    private final ContactStore store;
    private final Revisions revisions;
    private final Rescoring rescoring;
    private final Scoring scoring;

    EnrichedContacts(ContactStore store, Revisions revisions, Rescoring rescoring, Scoring scoring) {
        this.store = store;
        this.revisions = revisions;
        this.rescoring = rescoring;
        this.scoring = scoring;
    }

    /** What a person entered stays, unless it is to be overwritten; a deleted contact stays as it is. */
    void add(Tx tx, UUID workspaceId, UUID id, Findings findings, boolean overwrite, Instant now) {
        addToCompany(tx, workspaceId, id, findings, overwrite, now);
        Optional<Contact> there = store.lock(tx, workspaceId, id).filter(contact -> !contact.isDeleted());
        if (there.isEmpty()) {
            return;
        }
        Contact before = there.get();
        Contact after = Enriched.with(before, findings, overwrite);
        Activity activity = scoring.activities(tx, workspaceId, List.of(id)).getOrDefault(id, Activity.NONE);
        Contact scored =
                scoring.scorer(tx, workspaceId, after.custom().fields()).apply(after, activity);
        Revision.between(before, scored, now)
                .ifPresent(revision -> revisions.store(tx, workspaceId, ENRICHMENT, List.of(revision)));
    }

    /** Before the contact is locked: its company's contacts follow, this one too, and are locked in the order of all. */
    private void addToCompany(Tx tx, UUID workspaceId, UUID id, Findings findings, boolean overwrite, Instant now) {
        Findings.CompanyFindings found = findings.company();
        if (found != null) {
            store.find(tx, workspaceId, id)
                    .flatMap(contact -> Optional.ofNullable(contact.company()))
                    .ifPresent(company -> rescoring.changeCompany(
                            tx, workspaceId, ENRICHMENT, company.id(), it -> Enriched.with(it, found, overwrite), now));
        }
    }
}
