package io.roster.api.nimbus;

import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Query;
import io.roster.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What all list answers of the NimbusOS dialect have in common: their parameters and their envelope. */
final class NimbusPage {
    private static final int MAX_SIZE = 500;
    private static final int DEFAULT_SIZE = 50;

    private NimbusPage() {}

    static int size(Query query) {
        return query.number("page_size", MAX_SIZE).orElse(DEFAULT_SIZE);
    }

    /** The same from a body. */
    static int size(Given<Long> given) {
        long size = given.value().orElse((long) DEFAULT_SIZE);
        if (size < 1 || size > MAX_SIZE) {
            throw Failure.invalid(
                    given.place(), "%s must be a whole number from 1 to %d".formatted(given.place(), MAX_SIZE));
        }
        return (int) size;
    }

    static Optional<Boolean> flag(Query query, String name) {
        return query.one(name).map(text -> truth(name, text));
    }

    static boolean truth(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Failure.invalid(name, "%s must be true or false".formatted(name));
        };
    }

    /** The envelope {@code {"data":[…],"meta":{"next_cursor","has_more","total_count"}}}. */
    static <T> byte[] write(
            List<T> rows, BiConsumer<JsonOut, T> row, Optional<String> nextCursor, @Nullable Long totalCount) {
        return JsonOut.write(out -> out.object(page -> {
            page.array("data", rows, item -> row.accept(page, item));
            page.object("meta", meta -> {
                meta.text("next_cursor", nextCursor.orElse(null));
                meta.bool("has_more", nextCursor.isPresent());
                if (totalCount == null) {
                    meta.nothing("total_count");
                } else {
                    meta.integer("total_count", totalCount.longValue());
                }
            });
        }));
    }
}
