package io.roster.api.operator;

import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.search.local.IndexStatus;
import io.roster.search.local.SearchIndexes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** The operator's endpoints for the search indexes of the server that is asked; every other server has its own. */
public final class OperatorSearch {
    private final SearchIndexes indexes;

    public OperatorSearch(SearchIndexes indexes) {
        this.indexes = indexes;
    }

    Reply list(Call call) {
        call.query().allowOnly(Set.of());
        return reply(200, indexes.statuses());
    }

    Reply reindex(Call call) {
        return each(call, indexes::reindex);
    }

    Reply expunge(Call call) {
        return each(call, indexes::expunge);
    }

    /** Begins with the index of the workspace that is named, or with all; how it goes on the list tells. */
    private Reply each(Call call, Consumer<UUID> work) {
        call.query().allowOnly(Set.of());
        Fields body = Fields.of(call.bodyOrEmpty());
        Given<String> workspace = body.text("workspace_id");
        body.refuseOthers(Set.of());
        Optional<UUID> one = workspace.value().map(OperatorSearch::workspaceId);
        one.filter(id -> !indexes.isLarge(id)).ifPresent(id -> {
            throw new Failure.Conflict(
                            "workspace_id", "The workspace has no index: it is small, and searched in the database")
                    .refusal();
        });
        List<UUID> chosen = one.map(List::of)
                .orElseGet(() -> indexes.statuses().stream()
                        .map(IndexStatus::workspaceId)
                        .toList());
        chosen.forEach(work);
        return reply(
                202,
                indexes.statuses().stream()
                        .filter(status -> chosen.contains(status.workspaceId()))
                        .toList());
    }

    private static UUID workspaceId(String text) {
        return IdKind.WORKSPACE.parse(text).orElseThrow(() -> Failure.notFound("Workspace"));
    }

    private static Reply reply(int status, List<IndexStatus> statuses) {
        return Reply.json(
                status,
                JsonOut.write(out -> out.object(fields ->
                        fields.array("data", statuses, index -> fields.object(it -> write(it, index))))));
    }

    private static void write(JsonOut out, IndexStatus index) {
        out.text("workspace_id", IdKind.WORKSPACE.format(index.workspaceId()))
                .text("state", index.state().name().toLowerCase(Locale.ROOT))
                .integer("documents", index.documents())
                .integer("built", index.built())
                .integer("to_build", index.toBuild())
                .integer("pending_changes", index.pending())
                .integer("bytes", index.bytes());
    }
}
