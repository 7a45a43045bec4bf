package io.roster.bench;

import io.roster.RequestStatements;
import io.roster.contact.ProfileField;
import io.roster.db.Statement;
import io.roster.id.IdKind;
import io.roster.json.Json;
import io.roster.search.ContactTotals;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Requests of one kind, and the statements that the program answers them with.
 *
 * @param mustReach of the limit
 */
record Workload(
        String name,
        double mustReach,
        List<Wrk.Request> requests,
        List<Statement> statements,
        boolean isWriting,
        Supplier<Limit.Variation> variations) {
    private static final int PAGE = 100;
    private static final int BODIES = 200;

    /** One contact by its id. */
    static Workload get(Site site) {
        List<UUID> ids = site.someContacts();
        try (RequestStatements program = site.statements()) {
            return new Workload(
                    "get",
                    0.5,
                    ids.stream()
                            .map(id -> Wrk.Request.get("/api/v1/contacts/" + IdKind.CONTACT.format(id) + "/"))
                            .toList(),
                    program.get(site.workspaceId(), ids.getFirst()),
                    false,
                    () -> new Limit.AnyOf(ids.getFirst(), ids));
        }
    }

    /** The newest hundred with their companies, and how many there are in all. */
    static Workload list(Site site) {
        try (RequestStatements program = site.statements()) {
            return new Workload(
                    "list",
                    0.5,
                    List.of(Wrk.Request.get("/api/v1/contacts/?page_size=" + PAGE)),
                    program.list(site.workspaceId(), PAGE),
                    false,
                    Limit.Same::new);
        }
    }

    /** A new contact at a company that is there, with history and outbox. */
    static Workload create(Site site) {
        Map<ProfileField, String> profile = Map.of(
                ProfileField.FIRST_NAME, "Zoë", ProfileField.LAST_NAME, "Nilsson", ProfileField.TITLE, "VP Sales");
        List<String> tags = List.of(People.tag(0), People.tag(7));
        List<Wrk.Request> requests = IntStream.range(0, BODIES)
                .mapToObj(i -> new Wrk.Request("/api/v1/contacts/", body("%N@" + People.domain(i), profile, tags)))
                .toList();
        try (RequestStatements program = site.statements()) {
            List<Statement> one = program.create(site.workspaceId(), "marker1@" + People.domain(0), profile, tags);
            List<Statement> other = program.create(site.workspaceId(), "marker1@" + People.domain(0), profile, tags);
            List<UUID> fresh = fresh(one, other);
            Integer slot = slot(one);
            return new Workload("create", 0.6, requests, one, true, () -> new Limit.Fresh(fresh, "marker1", slot));
        }
    }

    private static String body(String email, Map<ProfileField, String> profile, List<String> tags) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", email);
        profile.forEach((field, value) -> body.put(field.wire(), value));
        body.put("tags", tags);
        return Json.write(body);
    }

    /** The ids that are made anew each time: those which two requests for the same don't share. */
    private static List<UUID> fresh(List<Statement> one, List<Statement> other) {
        Set<UUID> ids = new LinkedHashSet<>(ids(one).toList());
        ids.removeAll(ids(other).toList());
        return List.copyOf(ids);
    }

    /** The row in which the connection of the recording counts; each has its own. */
    private static Integer slot(List<Statement> statements) {
        return statements.stream()
                .filter(statement -> statement.text().startsWith(ContactTotals.ADD_CONTACTS))
                .map(statement -> (Integer) statement.values().get(1))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<UUID> ids(List<Statement> statements) {
        return statements.stream()
                .flatMap(statement -> statement.values().stream())
                .flatMap(value ->
                        value instanceof Statement.Elements elements ? Stream.of(elements.array()) : Stream.of(value))
                .filter(UUID.class::isInstance)
                .map(UUID.class::cast);
    }
}
