package io.roster.importing;

import io.roster.access.Caller;
import io.roster.contact.ContactDraft;
import io.roster.contact.Contacts;
import io.roster.contact.IntakeOptions;
import io.roster.contact.IntakeOutcome;
import io.roster.csv.CsvFault;
import io.roster.csv.CsvReader;
import io.roster.csv.CsvRecord;
import io.roster.csv.Probe;
import io.roster.csv.TextEncoding;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what an import would do, and stores nothing. */
public final class Previews {
    private static final int ROWS = 20;
    private static final int BUFFER = 64 * 1024;

    private final Contacts contacts;
    private final CustomFields customFields;

    public Previews(Contacts contacts, CustomFields customFields) {
        this.contacts = contacts;
        this.customFields = customFields;
    }

    /** The beginning of a file, and how all of it is written. */
    public record Sample(byte[] start, boolean isWhole, TextEncoding encoding, char delimiter) {}

    /** Reads the file to its end, for its encoding shows nowhere else; its beginning is kept. */
    public Sample sample(InputStream content) throws IOException {
        Probe probe = new Probe();
        byte[] buffer = new byte[BUFFER];
        for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
            probe.take(buffer, length);
        }
        byte[] start = probe.start();
        return new Sample(start, start.length == probe.size(), probe.encoding(), probe.delimiter());
    }

    public Preview of(Tx tx, Caller caller, Sample sample, @Nullable ColumnMapping mapping, IntakeOptions options) {
        CustomFieldSet fields = customFields.current(tx, caller.workspaceId());
        try (Reader reader = sample.encoding().reader(new ByteArrayInputStream(sample.start()))) {
            CsvReader csv = new CsvReader(reader, sample.delimiter());
            List<String> header = ImportWork.header(csv);
            Columns columns = mapping == null ? Columns.found(header, fields) : Columns.by(mapping, header);
            List<CsvRecord> rows = rows(csv, sample.isWhole());
            return new Preview(
                    sample.encoding(),
                    sample.delimiter(),
                    columns,
                    taken(tx, caller, rows, new RowReader(columns, fields), options));
        } catch (CsvFault e) {
            throw Failure.invalid("file", e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the sample ends within a row, that row is not shown. */
    private static List<CsvRecord> rows(CsvReader csv, boolean isWhole) {
        List<CsvRecord> rows = new ArrayList<>();
        try {
            Optional<CsvRecord> row = csv.next();
            while (row.isPresent() && rows.size() < ROWS) {
                rows.add(row.get());
                row = csv.next();
            }
        } catch (CsvFault e) {
            if (isWhole) {
                throw e;
            }
        }
        return rows;
    }

    private List<Preview.Row> taken(
            Tx tx, Caller caller, List<CsvRecord> rows, RowReader reader, IntakeOptions options) {
        List<Preview.Row> shown = new ArrayList<>();
        List<CsvRecord> good = new ArrayList<>();
        List<ContactDraft> drafts = new ArrayList<>();
        for (CsvRecord row : rows) {
            try {
                drafts.add(reader.read(row));
                good.add(row);
            } catch (Refusal refusal) {
                shown.add(Preview.Row.unreadable(row, refusal.failure()));
            }
        }
        List<IntakeOutcome> outcomes = tx.trial(trial -> contacts.create(trial, caller, drafts, options));
        for (int i = 0; i < outcomes.size(); i++) {
            boolean makesCompany = outcomes.get(i) instanceof IntakeOutcome.Created created
                    && !contacts.companyIsThere(tx, created.contact());
            shown.add(Preview.Row.of(good.get(i), outcomes.get(i), makesCompany));
        }
        shown.sort((a, b) -> Integer.compare(a.number(), b.number()));
        return shown;
    }
}
