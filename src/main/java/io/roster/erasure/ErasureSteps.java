package io.roster.erasure;

import io.roster.changelog.Actor;
import io.roster.changelog.ChangeLog;
import io.roster.contact.Contacts;
import io.roster.contact.Merges;
import io.roster.db.Tx;
import io.roster.engagement.Outreach;
import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import io.roster.idempotency.StoredAnswers;
import io.roster.importing.Imports;
import io.roster.json.Json;
import io.roster.suppression.GlobalContacts;
import io.roster.suppression.Screening;
import io.roster.suppression.Suppressions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What an erasure takes away, kind by kind. A new kind of thing that holds persons is one more line here. */
public final class ErasureSteps {
    private static final Actor ERASURE = new Actor("erasure", Actor.Source.API);

    private final PersonStore people = new PersonStore();
    private final Contacts contacts;
    private final Merges merges;
    private final Outreach outreach;
    private final ChangeLog changeLog;
    private final StoredAnswers answers;
    private final Imports imports;
    private final Screening screening;
    private final Suppressions suppressions;
    private final GlobalContacts globalContacts;
    private final UuidV7 ids;
    private final InstantSource clock;

    public ErasureSteps(
            Contacts contacts,
            Merges merges,
            Outreach outreach,
            ChangeLog changeLog,
            StoredAnswers answers,
            Imports imports,
            Screening screening,
            Suppressions suppressions,
            GlobalContacts globalContacts,
            UuidV7 ids,
            InstantSource clock) {
        this.contacts = contacts;
        this.merges = merges;
        this.outreach = outreach;
        this.changeLog = changeLog;
        this.answers = answers;
        this.imports = imports;
        this.screening = screening;
        this.suppressions = suppressions;
        this.globalContacts = globalContacts;
        this.ids = ids;
        this.clock = clock;
    }

    public List<ErasureStep> all() {
        return List.of(
                new ErasureStep(
                        "events",
                        (tx, workspaceId, person) -> outreach.events()
                                .erase(tx, workspaceId, person.contact().id())),
                new ErasureStep(
                        "enrollments",
                        (tx, workspaceId, person) -> outreach.enrollments()
                                .erase(tx, workspaceId, person.contact().id())),
                new ErasureStep(
                        "merges",
                        (tx, workspaceId, person) ->
                                merges.erase(tx, workspaceId, person.contact().id())),
                new ErasureStep("history", this::history),
                new ErasureStep(
                        "idempotent_answers",
                        (tx, workspaceId, person) -> answers.eraseMentions(
                                tx, workspaceId, List.of(person.contact().id()), person.addresses())),
                new ErasureStep(
                        "import_errors",
                        (tx, workspaceId, person) -> imports.eraseRejected(tx, workspaceId, person.addresses())),
                new ErasureStep("uploaded_files", (tx, workspaceId, person) -> imports.eraseFiles(tx, workspaceId)),
                new ErasureStep("contacts", this::contact),
                new ErasureStep("global_contacts", this::globalContact));
    }

    /** In place of the history there is a tombstone, which tells those who follow the changes no more than the ids. */
    private int history(Tx tx, UUID workspaceId, Person person) {
        UUID id = person.contact().id();
        int erased = people.countHistory(tx, workspaceId, id);
        Map<String, String> left = new LinkedHashMap<>();
        left.put("id", IdKind.CONTACT.format(id));
        left.put("workspace_id", IdKind.WORKSPACE.format(workspaceId));
        changeLog.erase(
                tx,
                workspaceId,
                id,
                ids.next(),
                ERASURE,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Json.write(left));
        return erased;
    }

    /** The address may be taken in by another client of the agency; what is suppressed stays so, by its hash. */
    private int contact(Tx tx, UUID workspaceId, Person person) {
        contacts.held().erase(tx, person.contact());
        for (String address : person.addresses()) {
            screening.release(tx, workspaceId, address);
            suppressions.forget(tx, workspaceId, address);
        }
        return 1;
    }

    /** What all workspaces know of an address stays as long as another of them has it. */
    private int globalContact(Tx tx, UUID workspaceId, Person person) {
        int erased = 0;
        for (String address : person.addresses()) {
            if (!people.isKnownElsewhere(tx, workspaceId, address)) {
                erased += globalContacts.forget(tx, address);
            }
        }
        return erased;
    }
}
