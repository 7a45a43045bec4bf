package io.roster.api.nimbus;

import io.roster.access.Listing;
import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Lines;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.company.Domain;
import io.roster.contact.EmailAddress;
import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.suppression.Suppression;
import io.roster.suppression.Suppressions;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The NimbusOS suppression endpoints. */
final class NimbusSuppressions {
    private static final String LIST = "suppressions";

    private final Database database;
    private final Suppressions suppressions;
    private final PageTokens tokens;

    NimbusSuppressions(Database database, Suppressions suppressions, PageTokens tokens) {
        this.database = database;
        this.suppressions = suppressions;
        this.tokens = tokens;
    }

    Reply list(Call call) {
        call.query().allowOnly(Set.of("page_size", "cursor"));
        NimbusWindow window = NimbusWindow.of(call, LIST, tokens);
        Listing<Suppression> listing =
                database.read(tx -> suppressions.list(tx, window.workspaceId(), window.window()));
        return window.reply(listing, NimbusSuppressions::write, Suppression::id);
    }

    /** What is suppressed already is answered with 200 and the suppression that is there. */
    Reply add(Call call) {
        call.query().allowOnly(Set.of());
        Function<Tx, Suppression.Added> work = work(call.caller().workspaceId(), Fields.of(call.body()));
        return call.write(tx -> {
            Suppression.Added added = work.apply(tx);
            return reply(added.isNew() ? 201 : 200, added.suppression());
        });
    }

    Reply remove(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = IdKind.SUPPRESSION.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Suppression"));
        return call.write(tx -> reply(200, suppressions.remove(tx, call.caller().workspaceId(), id)));
    }

    private Function<Tx, Suppression.Added> work(UUID workspaceId, Fields fields) {
        Given<String> email = fields.text("email");
        Given<String> domain = fields.text("domain");
        String reason = Lines.orNull(fields.text("reason"));
        fields.refuseOthers(Set.of("id", "created_at"));
        if (email.value().isPresent() == domain.value().isPresent()) {
            throw Failure.invalid(email.place(), "Give either email or domain");
        }
        if (email.value().isPresent()) {
            String address = EmailAddress.normalise(email.place(), email.required());
            return tx -> suppressions.addEmail(tx, workspaceId, address, reason);
        }
        String name = Domain.normalise(domain.place(), domain.required());
        return tx -> suppressions.addDomain(tx, workspaceId, name, reason);
    }

    private static void write(JsonOut out, Suppression suppression) {
        String what = switch (suppression.kind()) {
            case EMAIL -> "email";
            case DOMAIN -> "domain";
        };
        out.object(fields -> fields.text("id", IdKind.SUPPRESSION.format(suppression.id()))
                .text(what, suppression.value())
                .text("reason", suppression.reason())
                .instant("created_at", suppression.createdAt()));
    }

    private static Reply reply(int status, Suppression suppression) {
        return Reply.json(status, JsonOut.write(out -> write(out, suppression)));
    }
}
