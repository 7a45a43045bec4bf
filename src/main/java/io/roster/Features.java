package io.roster;

import io.roster.api.nimbus.NimbusDialect;
import io.roster.company.Companies;
import io.roster.contact.Contacts;
import io.roster.contact.Merges;
import io.roster.customfield.CustomFields;
import io.roster.engagement.Outreach;
import io.roster.enrichment.EnrichmentQueue;
import io.roster.erasure.Erasure;
import io.roster.erasure.ErasureSteps;
import io.roster.erasure.Holdings;
import io.roster.id.UuidV7;
import io.roster.idempotency.StoredAnswers;
import io.roster.importing.Importing;
import io.roster.scoring.ModelSegments;
import io.roster.scoring.Scoring;
import io.roster.search.ContactSearch;
import io.roster.segment.Segments;
import io.roster.sequence.Sequences;
import io.roster.work.Jobs;
import java.time.InstantSource;
import java.util.List;

/** What can be done with the data of a workspace: the verbs of every feature, wired with one another. */
public record Features(
        Contacts contacts,
        Companies companies,
        CustomFields customFields,
        Segments segments,
        Scoring scoring,
        Addresses addresses,
        Changes changes,
        Outreach outreach,
        Merges merges,
        Erasure erasure,
        Holdings holdings,
        Importing importing) {
    /** The definitions of custom fields, and what holds them in use. */
    static CustomFields customFields(Essentials made) {
        return new CustomFields(
                List.of(Segments::userOfCustomField, Scoring::userOfCustomField, Sequences::userOfCustomField),
                made.ids(),
                made.clock());
    }

    /** Without a server's search indexes. */
    static Features bySql(Essentials made, StoredAnswers answers) {
        CustomFields customFields = customFields(made);
        return wire(made, Changes.wire(made), customFields, ContactSearch.bySql(customFields), answers);
    }

    static Features wire(
            Essentials made, Changes changes, CustomFields customFields, ContactSearch search, StoredAnswers answers) {
        UuidV7 ids = made.ids();
        InstantSource clock = made.clock();
        Addresses addresses = Addresses.wire(made);
        Jobs jobs = new Jobs(ids, clock);
        Segments segments = new Segments(customFields, search, ids, clock, new ModelSegments(jobs)::changed);
        Companies companies = new Companies(changes.quiet(), ids, clock);
        Scoring scoring = new Scoring(customFields, segments, jobs, ids);
        Contacts contacts = new Contacts(
                companies,
                customFields,
                search,
                addresses.screening(),
                scoring,
                new EnrichmentQueue(jobs),
                changes.log(),
                NimbusDialect::contactObject,
                ids,
                clock);
        Importing importing = Importing.of(made.database(), contacts, customFields, jobs, ids, clock);
        Outreach outreach = Outreach.of(
                contacts,
                customFields,
                segments,
                addresses.screening(),
                addresses.suppressions(),
                addresses.globalContacts(),
                changes.quiet(),
                ids,
                clock);
        Merges merges = new Merges(contacts, outreach, ids, clock);
        ErasureSteps steps = new ErasureSteps(
                contacts,
                merges,
                outreach,
                changes.log(),
                answers,
                importing.imports(),
                addresses.screening(),
                addresses.suppressions(),
                addresses.globalContacts(),
                ids,
                clock);
        return new Features(
                contacts,
                companies,
                customFields,
                segments,
                scoring,
                addresses,
                changes,
                outreach,
                merges,
                new Erasure(contacts, merges, steps.all(), addresses.hashing(), ids, clock),
                new Holdings(contacts, merges, outreach, addresses.screening()),
                importing);
    }
}
