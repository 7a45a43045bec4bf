package io.roster.api.nodestash;

import io.roster.access.Window;
import io.roster.api.http.JsonOut;
import io.roster.company.Company;
import io.roster.contact.Contact;
import io.roster.db.Tx;
import io.roster.engagement.Event;
import io.roster.engagement.EventQuery;
import io.roster.engagement.Outreach;
import io.roster.id.IdKind;
import io.roster.sequence.Enrollment;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a contact is answered with: its company, its newest events, its newest enrollments. */
record Included(Set<Include> names, List<Company> companies, List<Event> events, List<Enrollment> enrollments) {
    static final Included NOTHING = new Included(Set.of(), List.of(), List.of(), List.of());

    private static final int MOST = 100;

    static Included of(Tx tx, Contact contact, Set<Include> names, Outreach outreach) {
        return new Included(
                names,
                names.contains(Include.COMPANY)
                        ? Stream.ofNullable(contact.company()).toList()
                        : List.of(),
                names.contains(Include.EVENTS)
                        ? outreach.events().list(tx, contact.workspaceId(), EventQuery.newest(contact.id(), MOST))
                        : List.of(),
                names.contains(Include.ENROLLMENTS)
                        ? outreach.enrollments()
                                .ofContact(tx, contact.workspaceId(), contact.id(), new Window(MOST, null))
                                .rows()
                        : List.of());
    }

    /** Whether the contact's tag covers all that is included: events and enrollments come and go without it. */
    boolean isInTag() {
        return !names.contains(Include.EVENTS) && !names.contains(Include.ENROLLMENTS);
    }

    /** The links to what is included, each under the name by which it was asked for. */
    void relationships(JsonOut links, Contact contact) {
        for (Include name : names) {
            links.object(name.wire(), link -> {
                switch (name) {
                    case COMPANY -> NodestashCompanyJson.link(link, contact.company());
                    case EVENTS -> link.array("data", events, event -> link.object(it -> head(it, event)));
                    case ENROLLMENTS ->
                        link.array("data", enrollments, enrollment -> link.object(it -> head(it, enrollment)));
                }
            });
        }
    }

    /** The field {@code included}: each resource once. */
    void resources(JsonOut body) {
        List<Object> all = Stream.<Object>concat(
                        companies.stream(), Stream.concat(events.stream(), enrollments.stream()))
                .toList();
        body.array("included", all, resource -> {
            switch (resource) {
                case Company company -> NodestashCompanyJson.resource(body, company);
                case Event event -> body.object(it -> write(it, event));
                case Enrollment enrollment -> body.object(it -> write(it, enrollment));
                default -> throw new IllegalStateException("nothing to include: " + resource.getClass());
            }
        });
    }

    private static void head(JsonOut out, Event event) {
        out.text("id", IdKind.EVENT.format(event.id())).text("type", "event");
    }

    private static void head(JsonOut out, Enrollment enrollment) {
        out.text("id", IdKind.ENROLLMENT.format(enrollment.id())).text("type", "enrollment");
    }

    private static void write(JsonOut out, Event event) {
        head(out, event);
        out.object(
                "attributes",
                fields -> fields.text("id", IdKind.EVENT.format(event.id()))
                        .text("contact_id", IdKind.NODESTASH_CONTACT.format(event.contactId()))
                        .text("event_type", event.type().wire())
                        .instant("occurred_at", event.occurredAt())
                        .text("source", event.source())
                        .raw("properties", event.properties()));
    }

    private static void write(JsonOut out, Enrollment enrollment) {
        head(out, enrollment);
        out.object(
                "attributes",
                fields -> fields.text("id", IdKind.ENROLLMENT.format(enrollment.id()))
                        .text("sequence_id", IdKind.SEQUENCE.format(enrollment.sequenceId()))
                        .text("sequence_name", enrollment.sequenceName())
                        .text("contact_id", IdKind.NODESTASH_CONTACT.format(enrollment.contactId()))
                        .text("status", enrollment.status().wire())
                        .integer("current_step", (long) enrollment.currentStep())
                        .instant("enrolled_at", enrollment.enrolledAt())
                        .instant("updated_at", enrollment.updatedAt()));
    }
}
