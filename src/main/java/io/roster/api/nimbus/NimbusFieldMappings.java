package io.roster.api.nimbus;

import io.roster.access.Listing;
import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.importing.ColumnMapping;
import io.roster.importing.FieldMapping;
import io.roster.importing.FieldMappings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The NimbusOS field mapping endpoints. */
final class NimbusFieldMappings {
    private static final String LIST = "field-mappings";
    private static final Set<String> READ_ONLY = Set.of("id");
    private static final int LONGEST_NAME = 255;

    private final Database database;
    private final FieldMappings mappings;
    private final PageTokens tokens;

    NimbusFieldMappings(Database database, FieldMappings mappings, PageTokens tokens) {
        this.database = database;
        this.mappings = mappings;
        this.tokens = tokens;
    }

    Reply list(Call call) {
        call.query().allowOnly(Set.of("page_size", "cursor"));
        NimbusWindow window = NimbusWindow.of(call, LIST, tokens);
        Listing<FieldMapping> listing = database.read(tx -> mappings.list(tx, window.workspaceId(), window.window()));
        return window.reply(listing, NimbusFieldMappings::write, FieldMapping::id);
    }

    Reply create(Call call) {
        call.query().allowOnly(Set.of());
        Fields fields = Fields.of(call.body());
        String name = name(fields.text("name"));
        ColumnMapping mapping = new ColumnMapping(
                columns(fields.object("columns").required()),
                separator(fields.text("tag_separator"), ColumnMapping.USUAL_SEPARATOR));
        fields.refuseOthers(READ_ONLY);
        return call.write(tx -> {
            FieldMapping made = mappings.create(tx, call.caller().workspaceId(), name, mapping);
            return reply(201, made)
                    .with("Location", "/api/v1/field-mappings/" + IdKind.FIELD_MAPPING.format(made.id()) + "/");
        });
    }

    Reply get(Call call) {
        call.query().allowOnly(Set.of());
        return reply(200, database.read(tx -> mappings.get(tx, call.caller().workspaceId(), mappingId(call))));
    }

    Reply update(Call call) {
        call.query().allowOnly(Set.of());
        Fields fields = Fields.of(call.body());
        Given<String> name = fields.text("name");
        Given<Fields> columns = fields.object("columns");
        Given<String> separator = fields.text("tag_separator");
        fields.refuseOthers(READ_ONLY);
        return call.write(tx -> reply(
                200,
                mappings.update(
                        tx,
                        call.caller().workspaceId(),
                        mappingId(call),
                        before -> new FieldMapping(
                                before.id(),
                                name.isGiven() ? name(name) : before.name(),
                                new ColumnMapping(
                                        columns.isGiven()
                                                ? columns(columns.required())
                                                : before.mapping().columns(),
                                        separator(separator, before.mapping().tagSeparator()))))));
    }

    Reply delete(Call call) {
        call.query().allowOnly(Set.of());
        return call.write(tx -> reply(200, mappings.delete(tx, call.caller().workspaceId(), mappingId(call))));
    }

    private static String name(Given<String> given) {
        String name = given.required().strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw Failure.invalid(given.place(), "name must have 1 to %d characters".formatted(LONGEST_NAME));
        }
        return name;
    }

    private static Map<String, String> columns(Fields fields) {
        Map<String, String> columns = new LinkedHashMap<>();
        fields.names().forEach(column -> columns.put(column, fields.text(column).required()));
        return columns;
    }

    private static char separator(Given<String> given, char usual) {
        String text = given.value().orElse(String.valueOf(usual));
        if (text.length() != 1) {
            throw Failure.invalid(given.place(), "tag_separator must be one character");
        }
        return text.charAt(0);
    }

    private static UUID mappingId(Call call) {
        return IdKind.FIELD_MAPPING.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Field mapping"));
    }

    private static Reply reply(int status, FieldMapping mapping) {
        return Reply.json(status, JsonOut.write(out -> write(out, mapping)));
    }

    private static void write(JsonOut out, FieldMapping mapping) {
        out.object(fields -> {
            fields.text("id", IdKind.FIELD_MAPPING.format(mapping.id())).text("name", mapping.name());
            fields.object("columns", columns -> mapping.mapping().columns().forEach(columns::text));
            fields.text("tag_separator", String.valueOf(mapping.mapping().tagSeparator()));
        });
    }
}
