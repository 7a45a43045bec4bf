package io.roster.erasure;

import io.roster.access.Window;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.contact.Merges;
import io.roster.db.Tx;
import io.roster.engagement.Event;
import io.roster.engagement.EventQuery;
import io.roster.engagement.Outreach;
import io.roster.sequence.Enrollment;
import io.roster.suppression.Screened;
import io.roster.suppression.Screening;
import io.roster.suppression.Suppressed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that a workspace holds about a person, for the person to have (GDPR, article 15). */
public final class Holdings {
    /** One entry of a contact's history; {@code changes} is a JSON object. */
    public record Past(String type, Instant at, String actor, String source, String changes) {}

    /**
     * What is held.
     *
     * @param contacts the one that was asked for, and those that were merged into it, which are the same person
     * @param suppressed null when the person may be written to
     */
    public record Held(
            List<Contact> contacts,
            List<Event> events,
            List<Enrollment> enrollments,
            List<Past> history,
            @Nullable Suppressed suppressed,
            boolean isAssignedToOtherClient) {}

    private final PersonStore people = new PersonStore();
    private final Contacts contacts;
    private final Merges merges;
    private final Outreach outreach;
    private final Screening screening;

    public Holdings(Contacts contacts, Merges merges, Outreach outreach, Screening screening) {
        this.contacts = contacts;
        this.merges = merges;
        this.outreach = outreach;
        this.screening = screening;
    }

    public Held of(Tx tx, UUID workspaceId, UUID contactId) {
        Contact contact = contacts.get(tx, workspaceId, contactId);
        List<Contact> same = new ArrayList<>(List.of(contact));
        merges.allMergedInto(tx, workspaceId, contactId).forEach(id -> same.add(contacts.get(tx, workspaceId, id)));
        List<Past> history = new ArrayList<>();
        same.forEach(one -> history.addAll(people.history(tx, workspaceId, one.id())));
        Screened screened = screening.screen(tx, workspaceId, List.of(contact.email()));
        return new Held(
                same,
                outreach.events().list(tx, workspaceId, EventQuery.newest(contactId, Integer.MAX_VALUE)),
                enrollments(tx, workspaceId, contactId),
                history,
                screened.suppressed(contact.email()).orElse(null),
                screened.isAssignedToOtherClient(contact.email()));
    }

    private List<Enrollment> enrollments(Tx tx, UUID workspaceId, UUID contactId) {
        List<Enrollment> all = new ArrayList<>();
        UUID after = null;
        while (true) {
            var page = outreach.enrollments().ofContact(tx, workspaceId, contactId, new Window(Window.LARGEST, after));
            all.addAll(page.rows());
            if (!page.hasMore()) {
                return all;
            }
            after = page.rows().getLast().id();
        }
    }
}
