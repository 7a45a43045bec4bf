package io.roster.importing;

import io.roster.changelog.Actor;
import io.roster.contact.ContactDraft;
import io.roster.contact.Contacts;
import io.roster.contact.DedupBehavior;
import io.roster.contact.IntakeOutcome;
import io.roster.contact.IntakeWay;
import io.roster.contact.Preparation;
import io.roster.csv.CsvRecord;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Applies batches of rows through the pipeline that all contacts go through. */
public final class ImportBatches {
    private final ImportStore store = new ImportStore();
    private final RejectedRowStore rejectedRows = new RejectedRowStore();
    private final Contacts contacts;
    private final CustomFields customFields;
    private final Function<Failure, String> codes;

    /** @param codes the code by which a rejected row's failure goes in the API */
    public ImportBatches(Contacts contacts, CustomFields customFields, Function<Failure, String> codes) {
        this.contacts = contacts;
        this.customFields = customFields;
        this.codes = codes;
    }

    Run of(UUID workspaceId, Import it) {
        return new Run(workspaceId, it);
    }

    /** The batches of one import, sized so that its progress is seen to move. */
    final class Run {
        private final UUID workspaceId;
        private final Import it;
        private final Columns columns;
        private final Set<String> tried = new HashSet<>();
        private final Set<String> tryingNow = new HashSet<>();
        private final BatchSize size = new BatchSize();
        private volatile CustomFieldSet lastFields = CustomFieldSet.NONE;

        private Run(UUID workspaceId, Import it) {
            this.workspaceId = workspaceId;
            this.it = it;
            this.columns = Objects.requireNonNull(it.columns());
        }

        int size() {
            return size.rows();
        }

        void committed(Duration took) {
            tried.addAll(tryingNow);
            size.took(took);
        }

        /** Reads rows and works ahead, by the custom fields as they were for the last batch. Needs no transaction. */
        ReadRows read(List<CsvRecord> rows) {
            return read(rows, lastFields);
        }

        private ReadRows read(List<CsvRecord> rows, CustomFieldSet fields) {
            return ReadRows.of(rows, new RowReader(columns, fields), contacts.preparation(fields));
        }

        void apply(Tx tx, Import held, ReadRows early) {
            CustomFieldSet fields = customFields.current(tx, workspaceId);
            ReadRows rows = early.by().reads(fields) ? early : read(early.records(), fields);
            lastFields = fields;
            Tally tally = new Tally(held.counts(), rows.by());
            List<CsvRecord> good = new ArrayList<>();
            List<ContactDraft> drafts = new ArrayList<>();
            for (ReadRows.ReadRow row : rows.rows()) {
                switch (row) {
                    case ReadRows.Refused refused -> tally.reject(refused.row(), refused.failure());
                    case ReadRows.Drafted drafted
                    when tried.contains(drafted.draft().email()) ->
                        tally.repeated(it.options().dedup());
                    case ReadRows.Drafted drafted -> {
                        drafts.add(drafted.draft());
                        good.add(drafted.row());
                    }
                }
            }
            if (!it.isDryRun()) {
                contacts.refused(tx, IntakeWay.IMPORT, tally.rejected.size());
            }
            List<IntakeOutcome> outcomes = it.isDryRun()
                    ? tx.trial(trial -> take(trial, drafts, rows.preparation()))
                    : take(tx, drafts, rows.preparation());
            for (int i = 0; i < outcomes.size(); i++) {
                tally.count(good.get(i), outcomes.get(i));
            }
            rejectedRows.insert(tx, workspaceId, it.id(), tally.rejected);
            store.advance(tx, workspaceId, it.id(), tally.counts);
            noteTried(outcomes);
        }

        private List<IntakeOutcome> take(Tx tx, List<ContactDraft> drafts, Preparation preparation) {
            Actor actor = new Actor(IdKind.IMPORT.format(it.id()), Actor.Source.IMPORT);
            return drafts.isEmpty()
                    ? List.of()
                    : contacts.create(tx, workspaceId, actor, drafts, preparation, it.options());
        }

        /** In a dry run nothing tells the next batch what this one would have made. */
        private void noteTried(List<IntakeOutcome> outcomes) {
            tryingNow.clear();
            for (IntakeOutcome outcome : outcomes) {
                if (it.isDryRun() && outcome instanceof IntakeOutcome.Created created) {
                    tryingNow.add(created.contact().email());
                }
            }
        }
    }

    /** What becomes of the rows of a batch. */
    private final class Tally {
        private final RowReader reader;
        private final List<RejectedRow> rejected = new ArrayList<>();
        private Counts counts;

        Tally(Counts before, RowReader reader) {
            this.counts = before;
            this.reader = reader;
        }

        void count(CsvRecord row, IntakeOutcome outcome) {
            if (outcome instanceof IntakeOutcome.Rejected no) {
                reject(row, no.failure());
            } else {
                counts = counts.and(outcome);
            }
        }

        void reject(CsvRecord row, Failure failure) {
            counts = counts.andRejected();
            rejected.add(new RejectedRow(
                    row.number(),
                    codes.apply(failure),
                    failure.message(),
                    failure.field(),
                    reader.email(row).orElse(null),
                    row.cells()));
        }

        /** A dry run's row of an address that an earlier batch would have created. */
        void repeated(DedupBehavior dedup) {
            counts = switch (dedup) {
                case SKIP -> counts.andSkipped();
                case UPDATE -> counts.andUpdated();
            };
        }
    }
}
