package io.roster.api.nimbus;

import static io.roster.access.Scope.CONTACTS_READ;
import static io.roster.access.Scope.CONTACTS_WRITE;
import static io.roster.access.Scope.WEBHOOKS_READ;
import static io.roster.access.Scope.WEBHOOKS_WRITE;
import static io.roster.api.http.Route.scoped;

import io.roster.api.http.Dialect;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.api.http.Seal;
import io.roster.changelog.ChangeFeed;
import io.roster.changelog.ChangeHistory;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The NimbusOS Contacts API: the table of its routes, and the shape of its errors. */
public final class NimbusDialect implements Dialect {
    private final NimbusContacts contacts;
    private final NimbusChanges changes;
    private final NimbusWebhooks webhooks;

    public NimbusDialect(
            Database database,
            Contacts contacts,
            ChangeHistory history,
            ChangeFeed feed,
            Webhooks webhooks,
            Seal seal) {
        this.contacts = new NimbusContacts(database, contacts, new PageTokens(seal));
        this.webhooks = new NimbusWebhooks(database, webhooks, new IdCursors(seal));
        this.changes = new NimbusChanges(database, contacts, history, feed, seal);
    }

    /** The contact object, which webhooks carry too. */
    public static String contactObject(Contact contact) {
        return new String(NimbusContactJson.bytes(contact), StandardCharsets.UTF_8);
    }

    @Override
    public String basePath() {
        return "/api/v1";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                scoped("GET", "/api/v1/contacts", CONTACTS_READ, contacts::list),
                scoped("POST", "/api/v1/contacts", CONTACTS_WRITE, contacts::create),
                scoped("GET", "/api/v1/contacts/{id}", CONTACTS_READ, contacts::get),
                scoped("PATCH", "/api/v1/contacts/{id}", CONTACTS_WRITE, contacts::update),
                scoped("DELETE", "/api/v1/contacts/{id}", CONTACTS_WRITE, contacts::delete),
                scoped("POST", "/api/v1/contacts/{id}/tags", CONTACTS_WRITE, contacts::tag),
                scoped("GET", "/api/v1/contacts/{id}/history", CONTACTS_READ, changes::history),
                scoped("GET", "/api/v1/changes", CONTACTS_READ, changes::feed),
                scoped("GET", "/api/v1/webhooks", WEBHOOKS_READ, webhooks::list),
                scoped("POST", "/api/v1/webhooks", WEBHOOKS_WRITE, webhooks::create),
                scoped("GET", "/api/v1/webhooks/{id}", WEBHOOKS_READ, webhooks::get),
                scoped("PATCH", "/api/v1/webhooks/{id}", WEBHOOKS_WRITE, webhooks::update),
                scoped("DELETE", "/api/v1/webhooks/{id}", WEBHOOKS_WRITE, webhooks::delete),
                scoped("POST", "/api/v1/webhooks/{id}/rotate-secret", WEBHOOKS_WRITE, webhooks::rotateSecret),
                scoped("POST", "/api/v1/webhooks/{id}/test", WEBHOOKS_WRITE, webhooks::test),
                scoped("GET", "/api/v1/webhooks/{id}/deliveries", WEBHOOKS_READ, webhooks::deliveries),
                scoped("POST", "/api/v1/webhooks/{id}/deliveries/{delivery_id}/retry", WEBHOOKS_WRITE, webhooks::retry),
                scoped("POST", "/api/v1/webhooks/{id}/replay", WEBHOOKS_WRITE, webhooks::replay));
    }

    @Override
    public Reply failure(Failure failure, String requestId) {
        return NimbusErrors.reply(failure);
    }
}
