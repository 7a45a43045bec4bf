package io.roster.contact;

import io.roster.changelog.Actor;
import io.roster.company.Company;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A company is not what it was, which its contacts are to show.
 *
 * @param actor who changed it
 * @param before what its contacts have shown so far
 * @param at when it was changed
 */
record CompanyChange(Actor actor, Company before, Instant at) {
    UUID companyId() {
        return before.id();
    }

    /** The contact as it was, if it shows the company and did so before the change. */
    Contact undone(Contact contact) {
        Company company = contact.company();
        boolean showed = company != null
                && company.id().equals(before.id())
                && contact.createdAt().isBefore(at);
        return showed ? contact.withCompany(before) : contact;
    }

    /** As the job that tells its contacts keeps it. */
    Map<String, Object> stored() {
        Map<String, Object> stored = new HashMap<>();
        stored.put("company", companyId().toString());
        stored.put("actor", actor.name());
        stored.put("source", actor.source().name());
        stored.put("at", at.toString());
        stored.put("name", before.name());
        put(stored, "domain", before.domain());
        put(stored, "industry", before.industry());
        put(stored, "employee_count", before.employeeCount());
        put(stored, "revenue_band", before.revenueBand());
        return stored;
    }

    static CompanyChange read(Map<String, Object> stored) {
        Instant at = Instant.parse(String.valueOf(stored.get("at")));
        Company before = new Company(
                UUID.fromString(String.valueOf(stored.get("company"))),
                String.valueOf(stored.get("name")),
                text(stored, "domain"),
                text(stored, "industry"),
                stored.get("employee_count") instanceof Number number ? (Integer) number.intValue() : null,
                text(stored, "revenue_band"),
                at,
                at);
        Actor.Source source = Actor.Source.valueOf(String.valueOf(stored.get("source")));
        return new CompanyChange(new Actor(String.valueOf(stored.get("actor")), source), before, at);
    }

    private static void put(Map<String, Object> stored, String name, @Nullable Object value) {
        if (value != null) {
            stored.put(name, value);
        }
    }

    private static @Nullable String text(Map<String, Object> stored, String name) {
        return stored.get(name) instanceof String text ? text : null;
    }
}
