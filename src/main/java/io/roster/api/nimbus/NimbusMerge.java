package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.DryRun;
import io.roster.api.http.EntityTag;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.Reply;
import io.roster.contact.Contact;
import io.roster.contact.Merges;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The NimbusOS endpoints that merge contacts, and undo it. */
final class NimbusMerge {
    private final Merges merges;

    NimbusMerge(Merges merges) {
        this.merges = merges;
    }

    Reply merge(Call call) {
        call.query().allowOnly(Set.of(DryRun.PARAMETER));
        DryRun dryRun = DryRun.of(call.query());
        UUID survivor = NimbusContacts.contactId(call);
        Fields body = Fields.of(call.body());
        Given<List<String>> given = body.texts("duplicate_ids");
        List<UUID> duplicates =
                given.required().stream().map(NimbusMerge::contactId).toList();
        body.refuseOthers(Set.of());
        return call.write(tx ->
                dryRun.mark(reply(dryRun.run(tx, trial -> merges.merge(trial, call.caller(), survivor, duplicates)))));
    }

    Reply unmerge(Call call) {
        call.query().allowOnly(Set.of());
        UUID survivor = NimbusContacts.contactId(call);
        Fields body = Fields.of(call.body());
        UUID duplicate = contactId(body.text("duplicate_id").required());
        body.refuseOthers(Set.of());
        if (duplicate.equals(survivor)) {
            throw Failure.invalid("duplicate_id", "A contact is never merged into itself");
        }
        return call.write(tx -> reply(merges.unmerge(tx, call.caller(), survivor, duplicate)));
    }

    private static UUID contactId(String text) {
        return IdKind.CONTACT.parse(text).orElseThrow(() -> Failure.notFound("Contact %s".formatted(text)));
    }

    private static Reply reply(Contact contact) {
        byte[] body = NimbusContactJson.bytes(contact);
        return Reply.json(200, body).with("ETag", EntityTag.of(body).header());
    }
}
