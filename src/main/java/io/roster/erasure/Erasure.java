package io.roster.erasure;

import io.roster.access.Caller;
import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.contact.Merges;
import io.roster.db.RunAgain;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import io.roster.json.Json;
import io.roster.suppression.AddressHashing;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The erasure of a person from a workspace, in one transaction: step by step all that is held, and an entry of the retention
 * log in its place. Duplicates that were merged into a contact are the same person, and go with it.
 */
public final class Erasure {
    private final RetentionStore log = new RetentionStore();
    private final PersonStore people = new PersonStore();
    private final Contacts contacts;
    private final Merges merges;
    private final List<ErasureStep> steps;
    private final AddressHashing hashing;
    private final UuidV7 ids;
    private final InstantSource clock;

    /** @param steps in the order in which they are taken; the last but one thing is the contact itself, the last the log */
    public Erasure(
            Contacts contacts,
            Merges merges,
            List<ErasureStep> steps,
            AddressHashing hashing,
            UuidV7 ids,
            InstantSource clock) {
        this.contacts = contacts;
        this.merges = merges;
        this.steps = List.copyOf(steps);
        this.hashing = hashing;
        this.ids = ids;
        this.clock = clock;
    }

    /** Erases the person, and returns the entry of the retention log that says so. */
    public RetentionEntry erase(Tx tx, Caller caller, UUID contactId, @Nullable String reason) {
        UUID workspaceId = caller.workspaceId();
        contacts.get(tx, workspaceId, contactId);
        List<UUID> merged = merges.allMergedInto(tx, workspaceId, contactId);
        List<UUID> same = new ArrayList<>(merged);
        same.add(contactId);
        List<Contact> held = contacts.held().lock(tx, workspaceId, same, List.of());
        Contact asked = held.stream()
                .filter(contact -> contact.id().equals(contactId))
                .findFirst()
                .orElseThrow(() -> Failure.notFound("Contact"));
        if (!merges.allMergedInto(tx, workspaceId, contactId).equals(merged)) {
            throw new RunAgain(); // a merge came between
        }
        for (Contact contact : held) {
            if (!contact.id().equals(contactId)) {
                eraseOne(tx, caller, contact, reason);
            }
        }
        return eraseOne(tx, caller, asked, reason);
    }

    /** The newest first. */
    public Listing<RetentionEntry> log(Tx tx, UUID workspaceId, Window window) {
        return Listing.of(log.list(tx, workspaceId, window), window, log.count(tx, workspaceId));
    }

    private RetentionEntry eraseOne(Tx tx, Caller caller, Contact contact, @Nullable String reason) {
        UUID workspaceId = caller.workspaceId();
        Set<String> addresses = new LinkedHashSet<>(people.formerAddresses(tx, workspaceId, contact.id()));
        addresses.add(contact.email());
        Person person = new Person(contact, addresses);
        Map<String, Integer> erased = new LinkedHashMap<>();
        for (ErasureStep step : steps) {
            erased.put(step.name(), step.work().erase(tx, workspaceId, person));
        }
        return note(tx, caller, person, reason, Json.write(erased));
    }

    private RetentionEntry note(Tx tx, Caller caller, Person person, @Nullable String reason, String erased) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        RetentionStore.End end = log.lockEnd(tx, caller.workspaceId());
        RetentionEntry entry = new RetentionEntry(
                        ids.next(),
                        end.number() + 1,
                        person.contact().id(),
                        hashing.hashOfEmail(person.contact().email()),
                        caller.keyName(),
                        reason,
                        erased,
                        now,
                        end.hash(),
                        RetentionEntry.BEFORE_THE_FIRST)
                .sealed(caller.workspaceId());
        log.append(tx, caller.workspaceId(), entry);
        return entry;
    }
}
