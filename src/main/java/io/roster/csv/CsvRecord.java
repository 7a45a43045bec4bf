package io.roster.csv;

import java.util.List;

/**
 * One record of a CSV file.
 *
 * @param number counted as a spreadsheet counts its rows: the first of the file is 1, blank ones count
 */
public record CsvRecord(int number, List<String> cells) {
    public CsvRecord {
        cells = List.copyOf(cells);
    }

    /** Whether it has nothing in it, such as an empty line, or the line of separators that spreadsheets leave behind. */
    boolean isBlank() {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }
}
