package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.search.ContactQuery;
import io.roster.search.Page;
import io.roster.segment.Segments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The export: all contacts of a list, page by page, each page read when the one before it is sent. */
final class NimbusExport {
    private static final int PAGE = 500;

    private final Database database;
    private final Contacts contacts;
    private final CustomFields customFields;
    private final Segments segments;

    NimbusExport(Database database, Contacts contacts, CustomFields customFields, Segments segments) {
        this.database = database;
        this.contacts = contacts;
        this.customFields = customFields;
        this.segments = segments;
    }

    private record Start(ContactQuery query, Page<Contact> first) {}

    Reply export(Call call) {
        UUID workspaceId = call.caller().workspaceId();
        boolean isCsv = isCsv(call.query().one("format").orElse("csv"));
        // The first page before the answer begins, so that what is wrong with the filter can still be said.
        Start start = database.read(tx -> {
            ContactQuery query = NimbusListQuery.export(call, new NamedFilters(tx, workspaceId, segments), PAGE);
            return new Start(query, contacts.list(tx, workspaceId, query));
        });
        if (!isCsv) {
            return named(
                    Reply.stream(
                            200, "application/x-ndjson", out -> write(out, workspaceId, start, NimbusExport::lines)),
                    "contacts.ndjson");
        }
        ContactCsv csv = new ContactCsv(database.read(tx -> customFields.list(tx, workspaceId)));
        Reply reply = Reply.stream(200, "text/csv; charset=utf-8", out -> {
            out.write(csv.header());
            write(out, workspaceId, start, csv::rows);
        });
        return named(reply, "contacts.csv");
    }

    private void write(OutputStream out, UUID workspaceId, Start start, Function<List<Contact>, byte[]> format)
            throws IOException {
        Page<Contact> page = start.first();
        out.write(format.apply(page.rows()));
        while (page.next().isPresent()) {
            ContactQuery next = start.query().from(page.next().get());
            page = database.read(tx -> contacts.list(tx, workspaceId, next));
            out.write(format.apply(page.rows()));
        }
    }

    private static byte[] lines(List<Contact> rows) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Contact contact : rows) {
            lines.writeBytes(JsonOut.write(out -> NimbusContactJson.write(out, contact)));
            lines.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
        }
        return lines.toByteArray();
    }

    private static boolean isCsv(String format) {
        return switch (format) {
            case "csv" -> true;
            case "ndjson" -> false;
            default -> throw Failure.invalid("format", "format must be csv or ndjson");
        };
    }

    private static Reply named(Reply reply, String fileName) {
        return reply.with("Content-Disposition", "attachment; filename=\"%s\"".formatted(fileName));
    }
}
