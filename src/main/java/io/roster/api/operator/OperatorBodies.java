package io.roster.api.operator;

import io.roster.access.Grant;
import io.roster.access.KeyDraft;
import io.roster.access.RateLimit;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the operator's endpoints take. What they answer with and do not take is ignored, so that it can be sent back. */
final class OperatorBodies {
    private static final int LONGEST_NAME = 255;

    record AccountDraft(String name, boolean agencyMode) {}

    record WorkspaceDraft(String name, Optional<UUID> accountId) {}

    private OperatorBodies() {}

    static AccountDraft account(Fields body) {
        Given<String> name = body.text("name");
        Given<Boolean> agencyMode = body.bool("agency_mode");
        body.refuseOthers(Set.of("id", "created_at"));
        return new AccountDraft(name(name), agencyMode.value().orElse(false));
    }

    static WorkspaceDraft workspace(Fields body) {
        Given<String> name = body.text("name");
        Given<String> account = body.text("account_id");
        body.refuseOthers(Set.of("id", "created_at"));
        return new WorkspaceDraft(name(name), account.value().map(OperatorBodies::accountId));
    }

    static KeyDraft key(Fields body) {
        Given<String> name = body.text("name");
        var scopes = body.texts("scopes");
        Given<String> rateLimit = body.text("rate_limit");
        body.refuseOthers(Set.of("id", "prefix", "key", "created_at", "revoked_at"));
        return new KeyDraft(
                name(name), Grant.of(scopes.required()), rateLimit.value().map(OperatorBodies::rateLimit));
    }

    private static String name(Given<String> given) {
        String name = given.required().strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw Failure.invalid(given.place(), "name must be 1 to %d characters".formatted(LONGEST_NAME));
        }
        return name;
    }

    private static UUID accountId(String text) {
        return IdKind.ACCOUNT.parse(text).orElseThrow(() -> Failure.notFound("Account"));
    }

    private static RateLimit rateLimit(String text) {
        return RateLimit.parse(text)
                .orElseThrow(
                        () -> Failure.invalid(
                                "rate_limit",
                                "rate_limit must be N/s or N/m, N from 1 to 1000000, such as 100/s, or off, or null for the server's own"));
    }
}
