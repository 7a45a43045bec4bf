package io.roster.api.nimbus;

import io.roster.api.http.Instants;
import io.roster.company.Company;
import io.roster.contact.Contact;
import io.roster.contact.ProfileField;
import io.roster.contact.Standing;
import io.roster.csv.Cells;
import io.roster.csv.CsvWriter;
import io.roster.customfield.CustomField;
import io.roster.id.IdKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Contacts as CSV, under the names of the API's fields, so that an import knows each column again. Custom fields are
 * written as they are stored, without fallbacks, or importing the file would make values of them.
 */
final class ContactCsv {
    private static final char SEPARATOR = ';';
    private static final List<String> STANDING = List.of(
            "company_name",
            "lead_score",
            "icp_tier",
            "grade",
            "verification_status",
            "is_enriched",
            "is_deleted",
            "created_at",
            "updated_at");

    private final List<CustomField> custom;

    ContactCsv(Collection<CustomField> custom) {
        this.custom = List.copyOf(custom);
    }

    byte[] header() {
        List<String> names = new ArrayList<>(List.of("id", "email"));
        for (ProfileField field : ProfileField.values()) {
            names.add(field.wire());
        }
        names.add("tags");
        names.add("company_domain");
        names.addAll(STANDING);
        custom.forEach(field -> names.add("custom_fields." + field.name()));
        return bytes(new CsvWriter().row(names));
    }

    byte[] rows(List<Contact> contacts) {
        CsvWriter csv = new CsvWriter();
        contacts.forEach(contact -> csv.row(cells(contact)));
        return bytes(csv);
    }

    private List<String> cells(Contact contact) {
        List<String> cells = new ArrayList<>();
        cells.add(IdKind.CONTACT.format(contact.id()));
        cells.add(contact.email());
        for (ProfileField field : ProfileField.values()) {
            cells.add(text(contact.profile().get(field)));
        }
        cells.add(Cells.join(contact.tags(), SEPARATOR));
        Company company = contact.company();
        cells.add(company == null ? "" : text(company.domain()));
        cells.add(company == null ? "" : text(company.name()));
        addStanding(cells, contact);
        custom.forEach(field -> cells.add(value(contact.custom().stored(field))));
        return cells;
    }

    private static void addStanding(List<String> cells, Contact contact) {
        Standing standing = contact.standing();
        cells.add(text(standing.leadScore()));
        cells.add(text(standing.icpTier()));
        cells.add(text(standing.grade()));
        cells.add(standing.verification().wire());
        cells.add(text(standing.enriched()));
        cells.add(text(contact.isDeleted()));
        cells.add(Instants.format(contact.createdAt()));
        cells.add(Instants.format(contact.updatedAt()));
    }

    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case List<?> options ->
                Cells.join(options.stream().map(Object::toString).toList(), SEPARATOR);
            case Object other -> other.toString();
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static byte[] bytes(CsvWriter csv) {
        return csv.take().getBytes(StandardCharsets.UTF_8);
    }
}
