package io.roster.api.nimbus;

import static io.roster.access.Scope.COMPANIES_READ;
import static io.roster.access.Scope.COMPANIES_WRITE;
import static io.roster.access.Scope.CONTACTS_READ;
import static io.roster.access.Scope.CONTACTS_WRITE;
import static io.roster.access.Scope.CUSTOM_FIELDS_READ;
import static io.roster.access.Scope.CUSTOM_FIELDS_WRITE;
import static io.roster.access.Scope.IMPORTS_WRITE;
import static io.roster.access.Scope.SEGMENTS_READ;
import static io.roster.access.Scope.SEGMENTS_WRITE;
import static io.roster.access.Scope.SUPPRESSIONS_READ;
import static io.roster.access.Scope.SUPPRESSIONS_WRITE;
import static io.roster.api.http.Route.scoped;

import io.roster.api.http.Dialect;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.company.Companies;
import io.roster.contact.Contacts;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.importing.FieldMappings;
import io.roster.importing.Imports;
import io.roster.importing.Previews;
import io.roster.importing.Uploads;
import io.roster.segment.Segments;
import io.roster.suppression.Suppressions;
import java.util.List;

/** The NimbusOS Contacts API: the table of its routes, and the shape of its errors. */
public final class NimbusDialect implements Dialect {
    private final NimbusContacts contacts;
    private final NimbusSearch search;
    private final NimbusCompanies companies;
    private final NimbusCustomFields customFields;
    private final NimbusSegments segments;
    private final NimbusSuppressions suppressions;
    private final NimbusExport export;
    private final NimbusImports imports;
    private final NimbusFieldMappings fieldMappings;
    private final NimbusPreview preview;

    public NimbusDialect(
            Database database,
            Contacts contacts,
            Companies companies,
            CustomFields customFields,
            Segments segments,
            Suppressions suppressions,
            Imports imports,
            Uploads uploads,
            Previews previews,
            FieldMappings fieldMappings,
            PageTokens tokens) {
        this.contacts = new NimbusContacts(database, contacts, customFields, segments, tokens);
        this.search = new NimbusSearch(database, contacts, segments, tokens);
        this.companies = new NimbusCompanies(database, companies, tokens);
        this.customFields = new NimbusCustomFields(database, customFields, tokens);
        this.segments = new NimbusSegments(database, segments, tokens);
        this.suppressions = new NimbusSuppressions(database, suppressions, tokens);
        this.export = new NimbusExport(database, contacts, customFields, segments);
        this.imports = new NimbusImports(database, imports, uploads, fieldMappings, tokens);
        this.preview = new NimbusPreview(previews, fieldMappings);
        this.fieldMappings = new NimbusFieldMappings(database, fieldMappings, tokens);
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
                scoped("POST", "/api/v1/contacts/bulk", CONTACTS_WRITE, contacts::bulk),
                scoped("GET", "/api/v1/contacts/export", CONTACTS_READ, export::export),
                scoped("GET", "/api/v1/contacts/{id}", CONTACTS_READ, contacts::get),
                scoped("PATCH", "/api/v1/contacts/{id}", CONTACTS_WRITE, contacts::update),
                scoped("DELETE", "/api/v1/contacts/{id}", CONTACTS_WRITE, contacts::delete),
                scoped("POST", "/api/v1/contacts/{id}/tags", CONTACTS_WRITE, contacts::tag),
                scoped("GET", "/api/v1/companies", COMPANIES_READ, companies::list),
                scoped("POST", "/api/v1/companies", COMPANIES_WRITE, companies::create),
                scoped("GET", "/api/v1/companies/{id}", COMPANIES_READ, companies::get),
                scoped("PATCH", "/api/v1/companies/{id}", COMPANIES_WRITE, companies::update),
                scoped("GET", "/api/v1/suppressions", SUPPRESSIONS_READ, suppressions::list),
                scoped("POST", "/api/v1/suppressions", SUPPRESSIONS_WRITE, suppressions::add),
                scoped("DELETE", "/api/v1/suppressions/{id}", SUPPRESSIONS_WRITE, suppressions::remove),
                scoped("POST", "/api/v1/contacts/search", CONTACTS_READ, search::search),
                scoped("GET", "/api/v1/imports", IMPORTS_WRITE, imports::list),
                scoped("POST", "/api/v1/imports", IMPORTS_WRITE, imports::create),
                scoped("POST", "/api/v1/imports/preview", IMPORTS_WRITE, preview::preview),
                scoped("GET", "/api/v1/imports/{id}", IMPORTS_WRITE, imports::get),
                scoped("GET", "/api/v1/imports/{id}/errors", IMPORTS_WRITE, imports::errors),
                scoped("POST", "/api/v1/imports/{id}/cancel", IMPORTS_WRITE, imports::cancel),
                scoped("GET", "/api/v1/field-mappings", IMPORTS_WRITE, fieldMappings::list),
                scoped("POST", "/api/v1/field-mappings", IMPORTS_WRITE, fieldMappings::create),
                scoped("GET", "/api/v1/field-mappings/{id}", IMPORTS_WRITE, fieldMappings::get),
                scoped("PATCH", "/api/v1/field-mappings/{id}", IMPORTS_WRITE, fieldMappings::update),
                scoped("DELETE", "/api/v1/field-mappings/{id}", IMPORTS_WRITE, fieldMappings::delete),
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
