package io.roster.api.nimbus;

import io.roster.api.PlainJson;
import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Query;
import io.roster.api.http.Reply;
import io.roster.customfield.CustomField;
import io.roster.customfield.CustomFieldDraft;
import io.roster.customfield.CustomFieldType;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.search.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The NimbusOS custom field endpoints. */
final class NimbusCustomFields {
    private static final Set<String> READ_ONLY = Set.of("id", "created_at", "updated_at");
    private static final String LIST = "custom-fields";

    private final Database database;
    private final CustomFields customFields;
    private final PageTokens tokens;

    NimbusCustomFields(Database database, CustomFields customFields, PageTokens tokens) {
        this.database = database;
        this.customFields = customFields;
        this.tokens = tokens;
    }

    /** In the order in which they were made; a page holds all that a workspace can have unless it is asked to be smaller. */
    Reply list(Call call) {
        Query query = call.query();
        query.allowOnly(Set.of("page_size", "cursor", "include_total"));
        int size = query.one("page_size").isPresent() ? NimbusPage.size(query) : Integer.MAX_VALUE;
        boolean withTotal = NimbusPage.flag(query, "include_total").orElse(true);
        UUID workspaceId = call.caller().workspaceId();
        Optional<Position> after = query.one("cursor").map(cursor -> tokens.open(workspaceId, LIST, List.of(), cursor));
        List<CustomField> all = List.copyOf(database.read(tx -> customFields.list(tx, workspaceId)));
        // Ids ascend with time, and so does this list.
        List<CustomField> rest = all.stream()
                .filter(field -> after.isEmpty()
                        || field.id().toString().compareTo(after.get().id().toString()) > 0)
                .toList();
        List<CustomField> rows = rest.subList(0, Math.min(size, rest.size()));
        Optional<String> next = rest.size() > rows.size()
                ? Optional.of(tokens.seal(
                        workspaceId,
                        LIST,
                        new Position(List.of(), rows.getLast().id())))
                : Optional.empty();
        return Reply.json(
                200,
                NimbusPage.write(rows, NimbusCustomFields::write, next, withTotal ? Long.valueOf(all.size()) : null));
    }

    Reply create(Call call) {
        call.query().allowOnly(Set.of());
        CustomFieldDraft draft = draft(Fields.of(call.body()), null);
        return call.write(tx -> {
            CustomField field = customFields.create(tx, call.caller().workspaceId(), draft);
            return reply(201, field)
                    .with("Location", "/api/v1/custom-fields/" + IdKind.CUSTOM_FIELD.format(field.id()) + "/");
        });
    }

    Reply get(Call call) {
        call.query().allowOnly(Set.of());
        return database.read(tx -> reply(200, customFields.get(tx, call.caller().workspaceId(), id(call))));
    }

    Reply update(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = id(call);
        Fields body = Fields.of(call.body());
        return call.write(tx ->
                reply(200, customFields.update(tx, call.caller().workspaceId(), id, before -> draft(body, before))));
    }

    Reply delete(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = id(call);
        return call.write(tx -> reply(200, customFields.delete(tx, call.caller().workspaceId(), id)));
    }

    /** What the body says; of what it doesn't say, what was {@code before}. */
    private static CustomFieldDraft draft(Fields body, @Nullable CustomFieldDraft before) {
        Given<String> name = body.text("name");
        Given<String> label = body.text("display_label");
        Given<String> type = body.text("field_type");
        Given<List<String>> options = body.texts("options");
        Given<Object> fallback = body.any("fallback_value").map(PlainJson::of);
        body.refuseOthers(READ_ONLY);
        String named = before == null || name.isGiven() ? name.required() : before.name();
        CustomFieldType typed = before == null || type.isGiven() ? type(type) : before.type();
        String labelled = label.value().orElse(before == null || label.isGiven() ? named : before.label());
        List<String> chosen =
                options.value().orElse(before == null || options.isGiven() ? List.of() : before.options());
        Object shown = before == null || fallback.isGiven() ? fallback.orNull() : before.fallback();
        return new CustomFieldDraft(named, labelled, typed, chosen, shown);
    }

    private static CustomFieldType type(Given<String> given) {
        return CustomFieldType.of(given.required())
                .orElseThrow(() -> Failure.invalid(
                        given.place(), "%s must be one of %s".formatted(given.place(), CustomFieldType.all())));
    }

    private static Reply reply(int status, CustomField field) {
        return Reply.json(status, JsonOut.write(out -> write(out, field)));
    }

    private static void write(JsonOut out, CustomField field) {
        out.object(fields -> {
            fields.text("id", IdKind.CUSTOM_FIELD.format(field.id()));
            fields.text("name", field.name());
            fields.text("display_label", field.label());
            fields.text("field_type", field.type().wire());
            fields.texts("options", field.options());
            NimbusFilters.value(fields, "fallback_value", field.fallback());
            fields.instant("created_at", field.createdAt());
            fields.instant("updated_at", field.updatedAt());
        });
    }

    private static UUID id(Call call) {
        return IdKind.CUSTOM_FIELD.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Custom field"));
    }
}
