package io.roster.api.nimbus;

import io.roster.access.Listing;
import io.roster.access.Scope;
import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Lines;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.db.Database;
import io.roster.erasure.Erasure;
import io.roster.erasure.Holdings;
import io.roster.erasure.RetentionEntry;
import io.roster.id.IdKind;
import io.roster.suppression.Suppressed;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

/** The NimbusOS endpoints of the GDPR: erasure, what was erased, and what is held. */
final class NimbusErasure {
    private static final String LIST = "retention log";

    private final Database database;
    private final Erasure erasure;
    private final Holdings holdings;
    private final PageTokens tokens;

    NimbusErasure(Database database, Erasure erasure, Holdings holdings, PageTokens tokens) {
        this.database = database;
        this.erasure = erasure;
        this.holdings = holdings;
        this.tokens = tokens;
    }

    /** A DELETE that erases where {@code hard=true} says so, and is {@code soft} else; each takes a scope of its own. */
    Route.Handler orElse(Route.Handler soft) {
        return call -> {
            if (NimbusPage.flag(call.query(), "hard").orElse(false)) {
                call.caller().require(Scope.ADMIN_GDPR);
                return erase(call);
            }
            call.caller().require(Scope.CONTACTS_WRITE);
            return soft.handle(call);
        };
    }

    private Reply erase(Call call) {
        call.query().allowOnly(Set.of("hard"));
        UUID id = NimbusContacts.contactId(call);
        Fields body = Fields.of(call.bodyOrEmpty());
        String reason = Lines.orNull(body.text("deletion_reason"));
        body.refuseOthers(Set.of());
        return call.write(tx -> {
            RetentionEntry entry = erasure.erase(tx, call.caller(), id, reason);
            return Reply.json(
                    200,
                    JsonOut.write(out -> out.object(fields -> fields.text("id", IdKind.CONTACT.format(id))
                            .bool("erased", true)
                            .text("retention_log_id", IdKind.RETENTION.format(entry.id())))));
        });
    }

    Reply log(Call call) {
        call.query().allowOnly(Set.of("page_size", "cursor"));
        NimbusWindow window = NimbusWindow.of(call, LIST, tokens);
        Listing<RetentionEntry> listing = database.read(tx -> erasure.log(tx, window.workspaceId(), window.window()));
        return window.reply(listing, NimbusErasure::write, RetentionEntry::id);
    }

    Reply export(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = NimbusContacts.contactId(call);
        Holdings.Held held = database.read(tx -> holdings.of(tx, call.caller().workspaceId(), id));
        return Reply.json(200, JsonOut.write(out -> write(out, held)));
    }

    private static void write(JsonOut out, RetentionEntry entry) {
        out.object(fields -> fields.text("id", IdKind.RETENTION.format(entry.id()))
                .text("contact_id", IdKind.CONTACT.format(entry.contactId()))
                .text("email_hash", hex(entry.emailHash()))
                .text("requested_by", entry.requestedBy())
                .text("reason", entry.reason())
                .raw("erased", entry.erased())
                .instant("erased_at", entry.erasedAt())
                .integer("number", entry.number())
                .text("previous_hash", hex(entry.previousHash()))
                .text("hash", hex(entry.hash())));
    }

    private static void write(JsonOut out, Holdings.Held held) {
        out.object(body -> {
            body.array("contacts", held.contacts(), contact -> NimbusContactJson.write(body, contact));
            body.array("events", held.events(), event -> NimbusEvents.write(body, event));
            body.array("enrollments", held.enrollments(), one -> NimbusEnrollments.write(body, one));
            body.array(
                    "history",
                    held.history(),
                    past -> body.object(fields -> fields.text("type", past.type())
                            .instant("at", past.at())
                            .text("actor", past.actor())
                            .text("source", past.source())
                            .raw("changes", past.changes())));
            suppressed(body, held);
            body.bool("assigned_to_other_client", held.isAssignedToOtherClient());
        });
    }

    private static void suppressed(JsonOut body, Holdings.Held held) {
        Suppressed suppressed = held.suppressed();
        if (suppressed == null) {
            body.nothing("suppressed");
            return;
        }
        body.object(
                "suppressed",
                fields -> fields.text("by", suppressed.by().wire())
                        .text("reason", suppressed.reason())
                        .instant("since", suppressed.since()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
