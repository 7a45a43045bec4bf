package io.roster.api.nimbus;

import static io.roster.access.Scope.CONTACTS_READ;
import static io.roster.access.Scope.CONTACTS_WRITE;
import static io.roster.api.http.Route.scoped;

import io.roster.api.http.Dialect;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.contact.Contacts;
import io.roster.db.Database;
import io.roster.failure.Failure;
import java.util.List;

/** The NimbusOS Contacts API: the table of its routes, and the shape of its errors. */
public final class NimbusDialect implements Dialect {
    private final NimbusContacts contacts;

    public NimbusDialect(Database database, Contacts contacts, PageTokens tokens) {
        this.contacts = new NimbusContacts(database, contacts, tokens);
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
                scoped("POST", "/api/v1/contacts/{id}/tags", CONTACTS_WRITE, contacts::tag));
    }

    @Override
    public Reply failure(Failure failure, String requestId) {
        return NimbusErrors.reply(failure);
    }
}
