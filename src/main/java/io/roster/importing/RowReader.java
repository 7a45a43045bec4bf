package io.roster.importing;

import io.roster.company.CompanyChoice;
import io.roster.company.Domain;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.EmailAddress;
import io.roster.contact.ProfileField;
import io.roster.contact.Tags;
import io.roster.csv.Cells;
import io.roster.csv.CsvRecord;
import io.roster.customfield.CustomFieldSet;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows as contacts. An empty cell says nothing; a cell that says something wrong refuses its row. */
final class RowReader {
    private final Columns columns;
    private final CustomFieldSet fields;
    private final List<Taker> takers;

    RowReader(Columns columns, CustomFieldSet fields) {
        this.columns = columns;
        this.fields = fields;
        this.takers = columns.targets().stream().map(this::taker).toList();
    }

    /** Whether it goes by these very definitions. */
    boolean reads(CustomFieldSet definitions) {
        return fields == definitions;
    }

    /** Takes what a row says in one column. */
    @FunctionalInterface
    private interface Taker {
        void take(Said said, String cell);
    }

    /** What one row says, as far as it has been read. */
    private static final class Said {
        private @Nullable String email;
        private final Map<ProfileField, Optional<String>> profile = new EnumMap<>(ProfileField.class);
        private final List<String> tags = new ArrayList<>();
        private final Map<String, Optional<Object>> custom = new LinkedHashMap<>();
        private CompanyChoice company = CompanyChoice.KEEP;
    }

    /** The row as a draft; refused with the field at fault. */
    ContactDraft read(CsvRecord row) {
        Said said = new Said();
        List<String> cells = row.cells();
        for (int i = 0; i < cells.size(); i++) {
            String cell = Cells.plain(cells.get(i));
            if (!cell.isBlank()) {
                if (i >= takers.size()) {
                    throw Failure.invalid(
                            null, "The row has %d cells, and the header %d".formatted(cells.size(), takers.size()));
                }
                takers.get(i).take(said, cell);
            }
        }
        if (said.email == null) {
            throw Failure.invalid(ColumnMapping.EMAIL, "Email is required");
        }
        List<String> tags = said.tags.isEmpty() ? null : Tags.normalise(ColumnMapping.TAGS, said.tags);
        return new ContactDraft(
                said.email, new ContactPatch(null, said.profile, tags, said.custom, said.company, false));
    }

    /** The address as the row has it, right or wrong, by which the row can be found again. */
    Optional<String> email(CsvRecord row) {
        int column = columns.targets().indexOf(ColumnMapping.EMAIL);
        return column < 0 || column >= row.cells().size()
                ? Optional.empty()
                : Optional.of(Cells.plain(row.cells().get(column)).strip().toLowerCase(Locale.ROOT))
                        .filter(email -> !email.isEmpty() && email.length() <= 254 && email.indexOf('\0') < 0);
    }

    private Taker taker(String target) {
        if (target.isEmpty()) {
            return (said, cell) -> {};
        }
        Taker taker = takerOf(target);
        return (said, cell) -> {
            if (cell.indexOf('\0') >= 0) {
                throw Failure.invalid(target, "%s has a NUL character".formatted(target));
            }
            taker.take(said, cell);
        };
    }

    private Taker takerOf(String target) {
        return switch (target) {
            case ColumnMapping.EMAIL -> (said, cell) -> said.email = EmailAddress.normalise(target, cell);
            case ColumnMapping.TAGS -> (said, cell) -> said.tags.addAll(Cells.split(cell, columns.tagSeparator()));
            case ColumnMapping.COMPANY_DOMAIN ->
                (said, cell) ->
                        said.company = new CompanyChoice.ByDomain(Domain.normalise(target, domain(cell.strip())));
            case ColumnMapping.COMPANY_ID ->
                (said, cell) -> said.company = new CompanyChoice.ById(
                        IdKind.COMPANY.parse(cell.strip()).orElseThrow(() -> Failure.notFound("Company")));
            default -> target.startsWith(ColumnMapping.CUSTOM) ? customTaker(target) : profileTaker(target);
        };
    }

    /** A field that is not defined any more takes nothing. */
    private Taker customTaker(String target) {
        String name = target.substring(ColumnMapping.CUSTOM.length());
        return fields.find(name)
                .<Taker>map(field -> (said, cell) ->
                        said.custom.put(name, Optional.of(CellValue.read(field, target, cell, columns.tagSeparator()))))
                .orElse((said, cell) -> {});
    }

    private static Taker profileTaker(String target) {
        ProfileField field = ProfileField.of(target).orElseThrow();
        return (said, cell) -> said.profile.put(field, Optional.ofNullable(field.normalise(target, cell)));
    }

    /** The domain of a web address; anything else as it is. */
    private static String domain(String text) {
        int scheme = text.indexOf("://");
        if (scheme < 0) {
            return text;
        }
        String host = text.substring(scheme + 3).split("[/?#:]", 2)[0];
        return host.regionMatches(true, 0, "www.", 0, 4) ? host.substring(4) : host;
    }
}
