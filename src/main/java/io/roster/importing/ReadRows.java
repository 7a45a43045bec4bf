package io.roster.importing;

import io.roster.contact.ContactDraft;
import io.roster.contact.Preparation;
import io.roster.csv.CsvRecord;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.util.List;

/**
 * The rows of a batch, each as a draft or with why it is none.
 *
 * @param by what has read them
 * @param preparation of the drafts
 */
record ReadRows(List<ReadRow> rows, RowReader by, Preparation preparation) {
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

    static ReadRows of(List<CsvRecord> rows, RowReader reader, Preparation preparation) {
        return new ReadRows(
                rows.stream().map(row -> read(row, reader, preparation)).toList(), reader, preparation);
    }

    /** The rows as they came. */
    List<CsvRecord> records() {
        return rows.stream().map(ReadRow::row).toList();
    }

    private static ReadRow read(CsvRecord row, RowReader reader, Preparation preparation) {
        try {
            ContactDraft draft = reader.read(row);
            preparation.prepare(draft);
            return new Drafted(row, draft);
        } catch (Refusal refusal) {
            return new Refused(row, refusal.failure());
        }
    }
}
