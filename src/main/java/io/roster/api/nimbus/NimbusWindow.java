package io.roster.api.nimbus;

import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.api.http.Call;
import io.roster.api.http.JsonOut;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.search.Position;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The pages of a list that has no other order than that of its ids, the newest first. */
record NimbusWindow(UUID workspaceId, String list, PageTokens tokens, Window window) {
    /** The part of {@code list} that the call asks for; {@code list} names it with its filters, for the cursor's seal. */
    static NimbusWindow of(Call call, String list, PageTokens tokens) {
        UUID workspaceId = call.caller().workspaceId();
        UUID after = call.query()
                .one("cursor")
                .map(text -> tokens.open(workspaceId, list, List.of(), text).id())
                .orElse(null);
        return new NimbusWindow(workspaceId, list, tokens, new Window(NimbusPage.size(call.query()), after));
    }

    <T> Reply reply(Listing<T> listing, BiConsumer<JsonOut, T> row, Function<T, UUID> id) {
        Optional<String> next = listing.hasMore()
                ? Optional.of(tokens.seal(
                        workspaceId,
                        list,
                        new Position(List.of(), id.apply(listing.rows().getLast()))))
                : Optional.empty();
        return Reply.json(200, NimbusPage.write(listing.rows(), row, next, listing.total()));
    }
}
