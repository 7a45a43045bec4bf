package io.roster.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of an import that was not taken.
 *
 * @param row its number in the file, as a spreadsheet counts
 * @param email the address in it, if it has one, right or wrong
 * @param cells as they came
 */
public record RejectedRow(
        int row,
        String code,
        String message,
        @Nullable String field,
        @Nullable String email,
        List<String> cells) {
    public RejectedRow {
        cells = List.copyOf(cells);
    }
}
