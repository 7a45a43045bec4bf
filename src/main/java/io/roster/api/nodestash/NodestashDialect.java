package io.roster.api.nodestash;

import static io.roster.access.Scope.CONTACTS_READ;
import static io.roster.access.Scope.CONTACTS_WRITE;
import static io.roster.api.http.Route.scoped;

import io.roster.Features;
import io.roster.api.http.Dialect;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.api.http.Seal;
import io.roster.db.Database;
import io.roster.failure.Failure;
import java.util.List;

/** The nodestash contacts API: the table of its routes, and the shape of its errors. */
public final class NodestashDialect implements Dialect {
    private final NodestashContacts contacts;

    public NodestashDialect(Database database, Features features, Seal seal) {
        this.contacts = new NodestashContacts(
                database, features.contacts(), features.customFields(), features.outreach(), new PageTokens(seal));
    }

    @Override
    public String basePath() {
        return "/v1";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                scoped("GET", "/v1/contacts", CONTACTS_READ, contacts::list),
                scoped("POST", "/v1/contacts", CONTACTS_WRITE, contacts::create),
                scoped("GET", "/v1/contacts/{id}", CONTACTS_READ, contacts::get),
                scoped("PATCH", "/v1/contacts/{id}", CONTACTS_WRITE, contacts::update),
                scoped("DELETE", "/v1/contacts/{id}", CONTACTS_WRITE, contacts::delete));
    }

    @Override
    public Reply failure(Failure failure, String requestId) {
        return NodestashErrors.reply(failure, requestId);
    }
}
