package io.roster.contact;

import io.roster.db.Tx;
import io.roster.filter.Activity;
import io.roster.filter.Subject;
import io.roster.scoring.Explanation;
import io.roster.scoring.Scoring;
import io.roster.suppression.Screened;
import io.roster.suppression.Screening;
import java.util.List;

/** What is known about a contact beside what it has: why its score, what it did, whether it may be contacted. */
public final class ContactInsights {
    private final Scoring scoring;
    private final Screening screening;

    ContactInsights(Scoring scoring, Screening screening) {
        this.scoring = scoring;
        this.screening = screening;
    }

    /** Why the contact has the score, the grade and the tier that it has. */
    public Explanation explain(Tx tx, Contact contact) {
        return scoring.scorer(tx, contact.workspaceId(), contact.custom().fields())
                .explain(contact, subject(tx, contact).activity());
    }

    /** The contact with what the engine has seen of it. */
    public Subject subject(Tx tx, Contact contact) {
        return new Subject(
                contact,
                scoring.activities(tx, contact.workspaceId(), List.of(contact.id()))
                        .getOrDefault(contact.id(), Activity.NONE));
    }

    /** Whether and by whom the contact must not be contacted, and whether it is another client's. */
    public Screened screen(Tx tx, Contact contact) {
        return screening.screen(tx, contact.workspaceId(), List.of(contact.email()));
    }
}
