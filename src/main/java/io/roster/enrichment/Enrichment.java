package io.roster.enrichment;

import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.contact.VerificationStatus;
import io.roster.db.Database;
import io.roster.suppression.GlobalContacts;
import io.roster.work.Handler;
import io.roster.work.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Enriches the contacts of the queue, one after the other. Where the operator's service cannot be asked, all is tried again
 * later; after some attempts the contact goes with what is known without it.
 */
public final class Enrichment implements Handler {
    private static final int ATTEMPTS = 8;

    private final Database database;
    private final Contacts contacts;
    private final GlobalContacts globalContacts;
    private final Provider builtIn;
    private final Optional<? extends Provider> service;

    public Enrichment(
            Database database,
            Contacts contacts,
            GlobalContacts globalContacts,
            Provider builtIn,
            Optional<? extends Provider> service) {
        this.database = database;
        this.contacts = contacts;
        this.globalContacts = globalContacts;
        this.builtIn = builtIn;
        this.service = service;
    }

    @Override
    public String kind() {
        return EnrichmentQueue.KIND;
    }

    @Override
    public int lanes() {
        return 4;
    }

    @Override
    public int attempts() {
        return ATTEMPTS;
    }

    @Override
    public void run(Turn turn) {
        List<?> ids = turn.payload().get(EnrichmentQueue.CONTACTS) instanceof List<?> list ? list : List.of();
        boolean overwrite = Boolean.TRUE.equals(turn.payload().get(EnrichmentQueue.OVERWRITE));
        int done = turn.progress().get("done") instanceof Number number ? number.intValue() : 0;
        for (int i = done; i < ids.size(); i++) {
            turn.checkStopping();
            enrich(turn, UUID.fromString(String.valueOf(ids.get(i))), overwrite, i + 1);
        }
    }

    private void enrich(Turn turn, UUID id, boolean overwrite, int done) {
        UUID workspaceId = turn.workspaceId();
        Optional<Contact> contact = database.read(tx -> contacts.find(tx, workspaceId, id));
        Optional<Findings> found = contact.filter(it -> !it.isDeleted()).map(it -> find(turn, it));
        turn.step(tx -> {
            if (found.isPresent() && contact.isPresent()) {
                contacts.enriched(tx, workspaceId, id, found.get(), overwrite);
                VerificationStatus verification = found.get().verification();
                if (verification != null) {
                    globalContacts.verified(tx, contact.get().email(), verification);
                }
            }
            return new Turn.Step<>(true, Map.of("done", done));
        });
    }

    private Findings find(Turn turn, Contact contact) {
        Findings own = builtIn.find(contact);
        boolean isAsked = service.isPresent() && turn.failures() < ATTEMPTS - 1;
        return isAsked ? service.get().find(contact).or(own) : own;
    }
}
