package io.roster.demo;

import io.roster.access.ApiKey;
import io.roster.access.Caller;
import io.roster.access.Grant;
import io.roster.access.KeyDraft;
import io.roster.access.Tenancy;
import io.roster.access.Window;
import io.roster.access.Workspace;
import io.roster.contact.Contact;
import io.roster.contact.ContactDraft;
import io.roster.contact.Contacts;
import io.roster.contact.IntakeOptions;
import io.roster.contact.IntakeOutcome;
import io.roster.contact.Precondition;
import io.roster.db.Database;
import io.roster.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A workspace with a past of a year and a half, and a key that opens it. */
public record DemoWorkspace(Workspace workspace, ApiKey.Issued key) {
    public static final int CONTACTS = 2_000;
    private static final long SEED = 2026;
    private static final Duration PAST = Duration.ofDays(540);

    /** Contacts that came at the same moment. */
    private static final int TOGETHER = 50;

    private static final int BATCH = 500;
    private static final int ONE_DELETED_OF = 40;

    /** Makes it. The clock must be that of {@code tenancy} and {@code contacts}; it is turned back until this returns. */
    public static void fill(Tenancy tenancy, Database database, Contacts contacts, DemoClock clock) {
        Instant end = clock.instant();
        try {
            clock.turnTo(end.minus(PAST));
            Workspace workspace = tenancy.createWorkspace("Demo", Optional.empty());
            withKey(tenancy, workspace, "Sample data").fill(database, contacts, clock, end);
        } finally {
            clock.release();
        }
    }

    /** The one that was filled, with a new key. */
    public static DemoWorkspace open(Tenancy tenancy) {
        Workspace workspace = tenancy.workspaces(new Window(1, null)).rows().getFirst();
        return withKey(tenancy, workspace, "Demo key");
    }

    private static DemoWorkspace withKey(Tenancy tenancy, Workspace workspace, String name) {
        KeyDraft draft = new KeyDraft(name, new Grant(List.of("*")), Optional.empty());
        return new DemoWorkspace(workspace, tenancy.createKey(workspace.id(), draft));
    }

    private void fill(Database database, Contacts contacts, DemoClock clock, Instant end) {
        List<ContactDraft> drafts = DemoContacts.stream(SEED).limit(CONTACTS).toList();
        for (int from = 0; from < CONTACTS; from += BATCH) {
            int first = from;
            database.write(tx -> {
                take(tx, contacts, clock, end, drafts, first);
                return first;
            });
        }
    }

    private void take(Tx tx, Contacts contacts, DemoClock clock, Instant end, List<ContactDraft> drafts, int first) {
        List<Contact> created = new ArrayList<>();
        for (int i = first; i < first + BATCH; i += TOGETHER) {
            clock.turnTo(arrival(end, i));
            contacts.create(tx, caller(), drafts.subList(i, i + TOGETHER), IntakeOptions.USUAL).stream()
                    .flatMap(outcome -> outcome instanceof IntakeOutcome.Created made
                            ? Optional.of(made.contact()).stream()
                            : Optional.<Contact>empty().stream())
                    .forEach(created::add);
        }
        for (int i = ONE_DELETED_OF / 2; i < created.size(); i += ONE_DELETED_OF) {
            contacts.delete(tx, caller(), created.get(i).id(), "left the company", Precondition.NONE);
        }
    }

    /** When the contact of this number came: ever more come in the same time, the last a moment ago. */
    private static Instant arrival(Instant end, int number) {
        double share = 1 - Math.sqrt((number + (double) TOGETHER) / CONTACTS);
        return end.minusMillis(Math.round(PAST.toMillis() * share) + 60_000);
    }

    private Caller caller() {
        return new Caller(
                workspace.id(),
                workspace.accountId(),
                key.key().id(),
                key.key().name(),
                key.key().grant().scopes());
    }
}
