package io.roster.api.operator;

import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Query;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The pages of the operator's lists. A cursor is the id of the last row of the page before. */
record Paging(IdKind kind, Window window) {
    private static final int DEFAULT_SIZE = 50;

    static Paging of(IdKind kind, Query query) {
        query.allowOnly(Set.of("page_size", "cursor"));
        int size = query.number("page_size", Window.LARGEST).orElse(DEFAULT_SIZE);
        Optional<UUID> after = query.one("cursor")
                .map(text -> kind.parse(text)
                        .orElseThrow(() -> Failure.invalid("cursor", "Not a cursor that this list gave out")));
        return new Paging(kind, new Window(size, after.orElse(null)));
    }

    <T> byte[] page(Listing<T> listing, Function<T, OperatorJson.Shape> shape, Function<T, UUID> id) {
        String next = listing.hasMore() ? kind.format(id.apply(listing.rows().getLast())) : null;
        return JsonOut.write(out ->
                out.object(page -> page.array("data", listing.rows(), row -> out.object(shape.apply(row)::write))
                        .object(
                                "meta",
                                meta -> meta.text("next_cursor", next)
                                        .bool("has_more", listing.hasMore())
                                        .integer("total_count", listing.total()))));
    }
}
