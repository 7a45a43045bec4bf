package io.roster.api.operator;

import static io.roster.api.http.Route.operator;

import io.roster.access.ApiKey;
import io.roster.access.Listing;
import io.roster.access.Tenancy;
import io.roster.access.Workspace;
import io.roster.api.http.Call;
import io.roster.api.http.Dialect;
import io.roster.api.http.Fields;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.api.nimbus.NimbusErrors;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The operator's endpoints: accounts, workspaces and their API keys, and what holds of an address everywhere. A POST here is not replayed by an Idempotency-Key:
 * it belongs to no workspace, and a stored answer would keep a key that is to be shown once.
 */
public final class OperatorDialect implements Dialect {
    private static final String WORKSPACES = "/api/v1/admin/workspaces";
    private static final String KEYS = WORKSPACES + "/{id}/api-keys";

    private static final String SUPPRESSIONS = "/api/v1/admin/global-suppressions";

    private final Tenancy tenancy;
    private static final String SEARCH = "/api/v1/admin/search";

    private final OperatorAddresses addresses;
    private final OperatorSearch search;

    public OperatorDialect(Tenancy tenancy, OperatorAddresses addresses, OperatorSearch search) {
        this.search = search;
        this.tenancy = tenancy;
        this.addresses = addresses;
    }

    @Override
    public String basePath() {
        return "/api/v1/admin";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                operator("POST", "/api/v1/admin/accounts", this::createAccount),
                operator("POST", WORKSPACES, this::createWorkspace),
                operator("GET", WORKSPACES, this::workspaces),
                operator("GET", WORKSPACES + "/{id}", this::workspace),
                operator("POST", KEYS, this::createKey),
                operator("GET", KEYS, this::keys),
                operator("DELETE", KEYS + "/{key_id}", this::revokeKey),
                operator("GET", SUPPRESSIONS, addresses::suppressions),
                operator("POST", SUPPRESSIONS, addresses::suppress),
                operator("DELETE", SUPPRESSIONS + "/{id}", addresses::lift),
                operator("POST", "/api/v1/admin/agency-assignments", addresses::assign),
                operator("GET", SEARCH, search::list),
                operator("POST", SEARCH + "/reindex", search::reindex),
                operator("POST", SEARCH + "/expunge", search::expunge));
    }

    @Override
    public Reply failure(Failure failure, String requestId) {
        return NimbusErrors.reply(failure);
    }

    private Reply createAccount(Call call) {
        call.query().allowOnly(Set.of());
        var draft = OperatorBodies.account(Fields.of(call.body()));
        return json(201, OperatorJson.account(tenancy.createAccount(draft.name(), draft.agencyMode())));
    }

    private Reply createWorkspace(Call call) {
        call.query().allowOnly(Set.of());
        var draft = OperatorBodies.workspace(Fields.of(call.body()));
        return json(201, OperatorJson.workspace(tenancy.createWorkspace(draft.name(), draft.accountId())));
    }

    private Reply workspaces(Call call) {
        Paging paging = Paging.of(IdKind.WORKSPACE, call.query());
        Listing<Workspace> listing = tenancy.workspaces(paging.window());
        return Reply.json(200, paging.page(listing, OperatorJson::workspace, Workspace::id));
    }

    private Reply workspace(Call call) {
        call.query().allowOnly(Set.of());
        return json(200, OperatorJson.workspace(tenancy.workspace(workspaceId(call))));
    }

    private Reply createKey(Call call) {
        call.query().allowOnly(Set.of());
        UUID workspaceId = workspaceId(call);
        var draft = OperatorBodies.key(Fields.of(call.body()));
        ApiKey.Issued issued = tenancy.createKey(workspaceId, draft);
        return json(201, OperatorJson.issued(issued)).with("Cache-Control", "no-store");
    }

    private Reply keys(Call call) {
        Paging paging = Paging.of(IdKind.API_KEY, call.query());
        Listing<ApiKey> listing = tenancy.keys(workspaceId(call), paging.window());
        return Reply.json(200, paging.page(listing, OperatorJson::key, ApiKey::id));
    }

    private Reply revokeKey(Call call) {
        call.query().allowOnly(Set.of());
        UUID keyId = IdKind.API_KEY.parse(call.path("key_id")).orElseThrow(() -> Failure.notFound("API key"));
        return json(200, OperatorJson.key(tenancy.revokeKey(workspaceId(call), keyId)));
    }

    private static UUID workspaceId(Call call) {
        return IdKind.WORKSPACE.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Workspace"));
    }

    private static Reply json(int status, OperatorJson.Shape shape) {
        return Reply.json(status, JsonOut.write(out -> out.object(shape::write)));
    }
}
