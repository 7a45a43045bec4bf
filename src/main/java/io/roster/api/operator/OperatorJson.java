package io.roster.api.operator;

import io.roster.access.Account;
import io.roster.access.ApiKey;
import io.roster.access.RateLimit;
import io.roster.access.Workspace;
import io.roster.api.http.JsonOut;
import io.roster.id.IdKind;

/** What the operator's endpoints answer. */
final class OperatorJson {
    /** The fields of one object. */
    @FunctionalInterface
    interface Shape {
        void write(JsonOut out);
    }

    private OperatorJson() {}

    static Shape account(Account account) {
        return out -> out.text("id", IdKind.ACCOUNT.format(account.id()))
                .text("name", account.name())
                .bool("agency_mode", account.agencyMode())
                .instant("created_at", account.createdAt());
    }

    static Shape workspace(Workspace workspace) {
        return out -> out.text("id", IdKind.WORKSPACE.format(workspace.id()))
                .text("account_id", IdKind.ACCOUNT.format(workspace.accountId()))
                .text("name", workspace.name())
                .instant("created_at", workspace.createdAt());
    }

    static Shape key(ApiKey key) {
        RateLimit limit = key.rateLimit();
        return out -> out.text("id", IdKind.API_KEY.format(key.id()))
                .text("name", key.name())
                .texts("scopes", key.grant().names())
                .text("prefix", key.prefix())
                .text("rate_limit", limit == null ? null : limit.text())
                .instant("created_at", key.createdAt())
                .instant("revoked_at", key.revokedAt());
    }

    /** The only answer that ever holds the key itself. */
    static Shape issued(ApiKey.Issued issued) {
        return out -> {
            key(issued.key()).write(out);
            out.text("key", issued.token().reveal());
        };
    }
}
