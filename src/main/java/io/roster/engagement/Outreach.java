package io.roster.engagement;

import io.roster.changelog.QuietChanges;
import io.roster.contact.Contacts;
import io.roster.customfield.CustomFields;
import io.roster.id.UuidV7;
import io.roster.segment.Segments;
import io.roster.sequence.Enrolling;
import io.roster.sequence.Enrollments;
import io.roster.sequence.Sequences;
import io.roster.suppression.GlobalContacts;
import io.roster.suppression.Screening;
import io.roster.suppression.Suppressions;
import java.time.InstantSource;

/** All that has to do with reaching out to contacts, wired: what is sent to them, and what comes of it. */
public record Outreach(Events events, Sequences sequences, Enrollments enrollments, Enrolling enrolling) {
    public static Outreach of(
            Contacts contacts,
            CustomFields customFields,
            Segments segments,
            Screening screening,
            Suppressions suppressions,
            GlobalContacts globalContacts,
            QuietChanges quiet,
            UuidV7 ids,
            InstantSource clock) {
        Activities activities = new Activities(quiet);
        Enrollments enrollments = new Enrollments(clock);
        return new Outreach(
                new Events(activities, contacts, suppressions, globalContacts, enrollments, ids, clock),
                new Sequences(customFields, segments, ids, clock),
                enrollments,
                new Enrolling(contacts, activities, segments, screening, ids, clock));
    }
}
