package io.roster.api.operator;

import io.roster.access.Listing;
import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Lines;
import io.roster.api.http.Reply;
import io.roster.contact.EmailAddress;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.suppression.AgencyAssignment;
import io.roster.suppression.GlobalContacts;
import io.roster.suppression.GlobalSuppression;
import io.roster.suppression.Screening;
import java.util.Set;
import java.util.UUID;

/** The operator's endpoints for single addresses: who may be contacted by nobody, and which client of an agency owns whom. */
public final class OperatorAddresses {
    private final Database database;
    private final GlobalContacts globalContacts;
    private final Screening screening;

    public OperatorAddresses(Database database, GlobalContacts globalContacts, Screening screening) {
        this.database = database;
        this.globalContacts = globalContacts;
        this.screening = screening;
    }

    Reply suppressions(Call call) {
        Paging paging = Paging.of(IdKind.SUPPRESSION, call.query());
        Listing<GlobalSuppression> listing = database.read(tx -> globalContacts.suppressions(tx, paging.window()));
        return Reply.json(200, paging.page(listing, OperatorAddresses::json, GlobalSuppression::id));
    }

    /** An address that is suppressed already is answered with 200 and the suppression that is there. */
    Reply suppress(Call call) {
        call.query().allowOnly(Set.of());
        Fields fields = Fields.of(call.body());
        String email = email(fields);
        String reason = Lines.orNull(fields.text("reason"));
        fields.refuseOthers(Set.of("id", "created_at"));
        GlobalSuppression.Added added = database.write(tx -> globalContacts.suppress(tx, email, reason));
        return reply(added.isNew() ? 201 : 200, json(added.suppression()));
    }

    Reply lift(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = IdKind.SUPPRESSION.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Global suppression"));
        return reply(200, json(database.write(tx -> globalContacts.lift(tx, id))));
    }

    Reply assign(Call call) {
        call.query().allowOnly(Set.of());
        Fields fields = Fields.of(call.body());
        String email = email(fields);
        UUID workspaceId = IdKind.WORKSPACE
                .parse(fields.text("workspace_id").required())
                .orElseThrow(() -> Failure.notFound("Workspace"));
        fields.refuseOthers(Set.of("account_id", "assigned_at"));
        AgencyAssignment assignment = database.write(tx -> screening.assign(tx, workspaceId, email));
        return reply(
                200,
                out -> out.text("account_id", IdKind.ACCOUNT.format(assignment.accountId()))
                        .text("email", assignment.email())
                        .text("workspace_id", IdKind.WORKSPACE.format(assignment.workspaceId()))
                        .instant("assigned_at", assignment.assignedAt()));
    }

    private static String email(Fields fields) {
        Given<String> email = fields.text("email");
        return EmailAddress.normalise(email.place(), email.required());
    }

    private static OperatorJson.Shape json(GlobalSuppression suppression) {
        return out -> out.text("id", IdKind.SUPPRESSION.format(suppression.id()))
                .text("email", suppression.email())
                .text("reason", suppression.reason())
                .instant("created_at", suppression.createdAt());
    }

    private static Reply reply(int status, OperatorJson.Shape shape) {
        return Reply.json(status, JsonOut.write(out -> out.object(shape::write)));
    }
}
