package io.roster.engagement;

import io.roster.changelog.Actor;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.contact.VerificationStatus;
import io.roster.db.Tx;
import io.roster.sequence.EnrollmentStatus;
import io.roster.sequence.Enrollments;
import io.roster.suppression.GlobalContacts;
import io.roster.suppression.Suppressions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What follows from events, in the transaction that records them, in a few statements for all of them. */
final class Consequences {
    private final Activities activities;
    private final Contacts contacts;
    private final Suppressions suppressions;
    private final GlobalContacts globalContacts;
    private final Enrollments enrollments;

    Consequences(
            Activities activities,
            Contacts contacts,
            Suppressions suppressions,
            GlobalContacts globalContacts,
            Enrollments enrollments) {
        this.activities = activities;
        this.contacts = contacts;
        this.suppressions = suppressions;
        this.globalContacts = globalContacts;
        this.enrollments = enrollments;
    }

    /** An event, whom it is about, and whether it is a hard bounce. */
    record Seen(Event event, Contact contact, boolean isHardBounce) {
        /** What becomes of the contact's enrollments; nothing, mostly. */
        Optional<EnrollmentStatus> end() {
            return switch (event.type()) {
                case EMAIL_REPLIED -> Optional.of(EnrollmentStatus.REPLIED);
                case EMAIL_UNSUBSCRIBED -> Optional.of(EnrollmentStatus.UNSUBSCRIBED);
                case EMAIL_COMPLAINED -> Optional.of(EnrollmentStatus.COMPLAINED);
                case EMAIL_BOUNCED -> isHardBounce ? Optional.of(EnrollmentStatus.BOUNCED) : Optional.empty();
                case EMAIL_SENT, EMAIL_DELIVERED, EMAIL_OPENED, EMAIL_CLICKED, REPLY_CLASSIFIED -> Optional.empty();
            };
        }

        boolean isSuppressing() {
            return event.type() == EventType.EMAIL_UNSUBSCRIBED || event.type() == EventType.EMAIL_COMPLAINED;
        }
    }

    /** All contacts are held locked. */
    void follow(Tx tx, UUID workspaceId, Actor engine, List<Seen> seen) {
        if (seen.isEmpty()) {
            return;
        }
        activities.add(tx, workspaceId, seen.stream().map(Seen::event).toList());
        invalidate(tx, workspaceId, engine, seen);
        suppress(tx, workspaceId, seen);
        Map<UUID, EnrollmentStatus> ends = new LinkedHashMap<>();
        seen.forEach(
                one -> one.end().ifPresent(end -> ends.putIfAbsent(one.contact().id(), end)));
        enrollments.end(tx, workspaceId, ends);
        contacts.rescore(
                tx,
                workspaceId,
                seen.stream().map(one -> one.contact().id()).distinct().toList());
    }

    /** An address that takes no mail is known to all workspaces. */
    private void invalidate(Tx tx, UUID workspaceId, Actor engine, List<Seen> seen) {
        Map<String, Contact> bounced = new TreeMap<>();
        seen.stream()
                .filter(Seen::isHardBounce)
                .forEach(one -> bounced.put(one.contact().email(), one.contact()));
        contacts.held().verified(tx, workspaceId, engine, bounced.values(), VerificationStatus.INVALID);
        bounced.keySet().forEach(email -> globalContacts.verified(tx, email, VerificationStatus.INVALID));
    }

    private void suppress(Tx tx, UUID workspaceId, List<Seen> seen) {
        Map<EventType, Collection<String>> emails = new TreeMap<>();
        seen.stream()
                .filter(Seen::isSuppressing)
                .forEach(one -> emails.computeIfAbsent(one.event().type(), type -> new ArrayList<>())
                        .add(one.contact().email()));
        emails.forEach((type, those) -> suppressions.addEmails(tx, workspaceId, those, type.wire()));
    }
}
