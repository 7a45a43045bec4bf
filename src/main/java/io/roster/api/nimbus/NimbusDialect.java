package io.roster.api.nimbus;

import static io.roster.access.Scope.ADMIN_GDPR;
import static io.roster.access.Scope.COMPANIES_READ;
import static io.roster.access.Scope.COMPANIES_WRITE;
import static io.roster.access.Scope.CONTACTS_READ;
import static io.roster.access.Scope.CONTACTS_WRITE;
import static io.roster.access.Scope.CUSTOM_FIELDS_READ;
import static io.roster.access.Scope.CUSTOM_FIELDS_WRITE;
import static io.roster.access.Scope.ENGINE_EVENTS;
import static io.roster.access.Scope.EVENTS_READ;
import static io.roster.access.Scope.IMPORTS_WRITE;
import static io.roster.access.Scope.MODELS_READ;
import static io.roster.access.Scope.MODELS_WRITE;
import static io.roster.access.Scope.SEGMENTS_READ;
import static io.roster.access.Scope.SEGMENTS_WRITE;
import static io.roster.access.Scope.SEQUENCES_READ;
import static io.roster.access.Scope.SEQUENCES_WRITE;
import static io.roster.access.Scope.SUPPRESSIONS_READ;
import static io.roster.access.Scope.SUPPRESSIONS_WRITE;
import static io.roster.access.Scope.WEBHOOKS_READ;
import static io.roster.access.Scope.WEBHOOKS_WRITE;
import static io.roster.api.http.Route.either;
import static io.roster.api.http.Route.scoped;

import io.roster.Features;
import io.roster.api.http.Dialect;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.api.http.Seal;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.engagement.Outreach;
import io.roster.failure.Failure;
import io.roster.importing.Importing;
import io.roster.segment.Segments;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The NimbusOS Contacts API: the table of its routes, and the shape of its errors. */
public final class NimbusDialect implements Dialect {
    private final NimbusContacts contacts;
    private final NimbusSearch search;
    private final NimbusAggregate aggregate;
    private final NimbusCompanies companies;
    private final NimbusCustomFields customFields;
    private final NimbusSegments segments;
    private final NimbusSuppressions suppressions;
    private final NimbusExport export;
    private final NimbusImports imports;
    private final NimbusFieldMappings fieldMappings;
    private final NimbusPreview preview;
    private final NimbusEvents events;
    private final NimbusSequences sequences;
    private final NimbusEnrollments enrollments;
    private final NimbusMerge merge;
    private final NimbusErasure erasure;
    private final NimbusModels models;
    private final NimbusInsights insights;
    private final NimbusChanges changes;
    private final NimbusWebhooks webhooks;

    public NimbusDialect(Database database, Features features, Seal seal) {
        PageTokens tokens = new PageTokens(seal);
        Contacts people = features.contacts();
        Segments groups = features.segments();
        CustomFields fields = features.customFields();
        Outreach outreach = features.outreach();
        Importing importing = features.importing();
        this.contacts = new NimbusContacts(database, people, fields, groups, tokens);
        this.search = new NimbusSearch(database, people, groups, tokens);
        this.aggregate = new NimbusAggregate(database, people, groups);
        this.companies = new NimbusCompanies(database, features.companies(), people, tokens);
        this.customFields = new NimbusCustomFields(database, fields, tokens);
        this.segments = new NimbusSegments(database, groups, tokens);
        this.models = new NimbusModels(database, features.scoring());
        this.insights = new NimbusInsights(database, people, groups);
        this.suppressions =
                new NimbusSuppressions(database, features.addresses().suppressions(), tokens);
        this.events = new NimbusEvents(database, outreach.events(), tokens);
        this.sequences = new NimbusSequences(database, outreach.sequences(), tokens);
        this.enrollments =
                new NimbusEnrollments(database, people, outreach.enrollments(), outreach.enrolling(), tokens);
        this.merge = new NimbusMerge(features.merges());
        this.erasure = new NimbusErasure(database, features.erasure(), features.holdings(), tokens);
        this.changes = new NimbusChanges(
                database,
                people,
                features.changes().history(),
                features.changes().feed(),
                seal);
        this.webhooks = new NimbusWebhooks(database, features.changes().webhooks(), tokens);
        this.export = new NimbusExport(database, people, fields, groups);
        this.imports = new NimbusImports(database, importing, tokens);
        this.preview = new NimbusPreview(importing);
        this.fieldMappings = new NimbusFieldMappings(database, importing.mappings(), tokens);
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
                scoped("POST", "/api/v1/contacts/bulk", CONTACTS_WRITE, contacts::bulk),
                scoped("GET", "/api/v1/contacts/export", CONTACTS_READ, export::export),
                scoped("GET", "/api/v1/contacts/{id}", CONTACTS_READ, contacts::get),
                scoped("PATCH", "/api/v1/contacts/{id}", CONTACTS_WRITE, contacts::update),
                either("DELETE", "/api/v1/contacts/{id}", CONTACTS_WRITE, ADMIN_GDPR, erasure.orElse(contacts::delete)),
                scoped("GET", "/api/v1/contacts/{id}/data-export", ADMIN_GDPR, erasure::export),
                scoped("GET", "/api/v1/gdpr/retention-log", ADMIN_GDPR, erasure::log),
                scoped("POST", "/api/v1/contacts/{id}/merge", CONTACTS_WRITE, merge::merge),
                scoped("POST", "/api/v1/contacts/{id}/unmerge", CONTACTS_WRITE, merge::unmerge),
                scoped("POST", "/api/v1/contacts/{id}/tags", CONTACTS_WRITE, contacts::tag),
                scoped("GET", "/api/v1/contacts/{id}/events", EVENTS_READ, events::list),
                scoped("POST", "/api/v1/engine/events", ENGINE_EVENTS, events::record),
                scoped("GET", "/api/v1/contacts/{id}/enrollments", SEQUENCES_READ, enrollments::ofContact),
                scoped("POST", "/api/v1/enrollments/{id}/stop", SEQUENCES_WRITE, enrollments::stop),
                scoped("GET", "/api/v1/sequences", SEQUENCES_READ, sequences::list),
                scoped("POST", "/api/v1/sequences", SEQUENCES_WRITE, sequences::create),
                scoped("GET", "/api/v1/sequences/{id}", SEQUENCES_READ, sequences::get),
                scoped("PATCH", "/api/v1/sequences/{id}", SEQUENCES_WRITE, sequences::update),
                scoped("DELETE", "/api/v1/sequences/{id}", SEQUENCES_WRITE, sequences::delete),
                scoped("GET", "/api/v1/sequences/{id}/counters", SEQUENCES_READ, sequences::counters),
                scoped("POST", "/api/v1/sequences/{id}/enroll", SEQUENCES_WRITE, enrollments::enroll),
                scoped("GET", "/api/v1/contacts/{id}/explain", CONTACTS_READ, insights::explain),
                scoped("POST", "/api/v1/contacts/{id}/enrich", CONTACTS_WRITE, insights::enrich),
                scoped("GET", "/api/v1/scoring-model", MODELS_READ, models::scoringModel),
                scoped("PUT", "/api/v1/scoring-model", MODELS_WRITE, models::replaceScoringModel),
                scoped("GET", "/api/v1/icp-model", MODELS_READ, models::icpModel),
                scoped("PUT", "/api/v1/icp-model", MODELS_WRITE, models::replaceIcpModel),
                scoped("GET", "/api/v1/recomputes/{id}", MODELS_READ, models::recompute),
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
                scoped("POST", "/api/v1/webhooks/{id}/replay", WEBHOOKS_WRITE, webhooks::replay),
                scoped("GET", "/api/v1/companies", COMPANIES_READ, companies::list),
                scoped("POST", "/api/v1/companies", COMPANIES_WRITE, companies::create),
                scoped("GET", "/api/v1/companies/{id}", COMPANIES_READ, companies::get),
                scoped("PATCH", "/api/v1/companies/{id}", COMPANIES_WRITE, companies::update),
                scoped("GET", "/api/v1/suppressions", SUPPRESSIONS_READ, suppressions::list),
                scoped("POST", "/api/v1/suppressions", SUPPRESSIONS_WRITE, suppressions::add),
                scoped("DELETE", "/api/v1/suppressions/{id}", SUPPRESSIONS_WRITE, suppressions::remove),
                scoped("POST", "/api/v1/contacts/search", CONTACTS_READ, search::search),
                scoped("POST", "/api/v1/contacts/aggregate", CONTACTS_READ, aggregate::aggregate),
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
