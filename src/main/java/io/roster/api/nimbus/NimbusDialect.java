package io.roster.api.nimbus;

import static io.roster.access.Scope.CONTACTS_READ;
import static io.roster.access.Scope.CONTACTS_WRITE;
import static io.roster.access.Scope.CUSTOM_FIELDS_READ;
import static io.roster.access.Scope.CUSTOM_FIELDS_WRITE;
import static io.roster.access.Scope.SEGMENTS_READ;
import static io.roster.access.Scope.SEGMENTS_WRITE;
import static io.roster.api.http.Route.scoped;

import io.roster.api.http.Dialect;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.contact.Contacts;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.segment.Segments;
import java.util.List;

/** The NimbusOS Contacts API: the table of its routes, and the shape of its errors. */
public final class NimbusDialect implements Dialect {
    private final NimbusContacts contacts;
    private final NimbusSearch search;
    private final NimbusCustomFields customFields;
    private final NimbusSegments segments;

    public NimbusDialect(
            Database database, Contacts contacts, CustomFields customFields, Segments segments, PageTokens tokens) {
        this.contacts = new NimbusContacts(database, contacts, customFields, segments, tokens);
        this.search = new NimbusSearch(database, contacts, segments, tokens);
        this.customFields = new NimbusCustomFields(database, customFields, tokens);
        this.segments = new NimbusSegments(database, segments, tokens);
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
                scoped("POST", "/api/v1/contacts/search", CONTACTS_READ, search::search),
                scoped("GET", "/api/v1/custom-fields", CUSTOM_FIELDS_READ, customFields::list),
                scoped("POST", "/api/v1/custom-fields", CUSTOM_FIELDS_WRITE, customFields::create),
                scoped("GET", "/api/v1/custom-fields/{id}", CUSTOM_FIELDS_READ, customFields::get),
                scoped("PATCH", "/api/v1/custom-fields/{id}", CUSTOM_FIELDS_WRITE, customFields::update),
                scoped("DELETE", "/api/v1/custom-fields/{id}", CUSTOM_FIELDS_WRITE, customFields::delete),
                scoped("GET", "/api/v1/segments", SEGMENTS_READ, segments::list),
                scoped("POST", "/api/v1/segments", SEGMENTS_WRITE, segments::create),
                scoped("GET", "/api/v1/segments/{id}", SEGMENTS_READ, segments::get),
                scoped("PATCH", "/api/v1/segments/{id}", SEGMENTS_WRITE, segments::update),
                scoped("DELETE", "/api/v1/segments/{id}", SEGMENTS_WRITE, segments::delete));
    }

    @Override
    public Reply failure(Failure failure, String requestId) {
        return NimbusErrors.reply(failure);
    }
}
