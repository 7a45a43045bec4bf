package io.roster.importing;

import io.roster.contact.IntakeOutcome;
import io.roster.csv.CsvRecord;
import io.roster.csv.TextEncoding;
import io.roster.failure.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an import would make of a file: how it is written, what its columns are, and its first rows. */
public record Preview(TextEncoding encoding, char delimiter, Columns columns, List<Row> rows) {
    public Preview {
        rows = List.copyOf(rows);
    }

    /**
     * One row as it would be taken.
     *
     * @param number in the file, as a spreadsheet counts
     * @param outcome null when the row cannot be read
     * @param makesCompany whether the contact's company is not there yet
     * @param failure why the row would be rejected; null when it wouldn't
     */
    public record Row(
            int number,
            List<String> cells,
            @Nullable IntakeOutcome outcome,
            boolean makesCompany,
            @Nullable Failure failure) {
        static Row of(CsvRecord row, IntakeOutcome outcome, boolean makesCompany) {
            return new Row(
                    row.number(),
                    row.cells(),
                    outcome,
                    makesCompany,
                    outcome instanceof IntakeOutcome.Rejected no ? no.failure() : null);
        }

        static Row unreadable(CsvRecord row, Failure failure) {
            return new Row(row.number(), row.cells(), null, false, failure);
        }
    }
}
