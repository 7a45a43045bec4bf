package io.roster.importing;

import io.roster.contact.ContactDraft;
import io.roster.csv.CsvRecord;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.util.List;

/**
 * The rows of a batch, each as a draft or with why it is none.
 *
 * @param by what has read them
 */
record ReadRows(List<ReadRow> rows, RowReader by) {
    ReadRows {
        rows = List.copyOf(rows);
    }

    /** A row that has been read. */
    sealed interface ReadRow {
        CsvRecord row();
    }

    /** One that says what a contact is to be. */
    record Drafted(CsvRecord row, ContactDraft draft) implements ReadRow {}

    /** One that says something wrong. */
    record Refused(CsvRecord row, Failure failure) implements ReadRow {}

    static ReadRows of(List<CsvRecord> rows, RowReader reader) {
        return new ReadRows(rows.stream().map(row -> read(row, reader)).toList(), reader);
    }

    /** The same rows by another reader. */
    ReadRows again(RowReader reader) {
        return of(rows.stream().map(ReadRow::row).toList(), reader);
    }

    private static ReadRow read(CsvRecord row, RowReader reader) {
        try {
            return new Drafted(row, reader.read(row));
        } catch (Refusal refusal) {
            return new Refused(row, refusal.failure());
        }
    }
}
