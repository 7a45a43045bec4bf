package io.roster.contact;

import static io.roster.db.ColumnType.BOOL;
import static io.roster.db.ColumnType.INT4;
import static io.roster.db.ColumnType.JSONB;
import static io.roster.db.ColumnType.TEXT;
import static io.roster.db.ColumnType.TEXTS;
import static io.roster.db.ColumnType.TIMESTAMPTZ;

import io.roster.company.Company;
import io.roster.customfield.CustomValues;
import io.roster.db.ColumnType;
import io.roster.db.CopiedRows;
import io.roster.db.Row;
import io.roster.db.RunAgain;
import io.roster.db.Sql;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of the contact table, each said once: how it is read, and how a batch of contacts is written. */
public final class ContactColumns {
    /** One column. */
    private record Column(String name, ColumnType type, Function<Contact, @Nullable Object> value) {}

    private static final List<ProfileField> FIELDS = List.of(ProfileField.values());
    private static final List<Column> COLUMNS = columns();

    /** What a row is joined with, to be read whole. */
    public static final String JOINS = """
            left join company co on co.workspace_id = c.workspace_id and co.id = c.company_id
            left join custom_field_set cfs on cfs.workspace_id = c.workspace_id
            """;

    /** What a row is read from. */
    public static final String FROM = "from contact c\n" + JOINS;

    /** What is selected, in the order in which {@link #read} takes it. */
    public static final String SELECTED = COLUMNS.stream()
                    .map(Column::name)
                    .filter(name -> !name.equals("company_id") && !name.equals("words"))
                    .map("c."::concat)
                    .collect(Collectors.joining(", "))
            + ", cfs.version, c.company_id, co.id, co.name, co.domain, co.industry, co.employee_count, co.revenue_band,"
            + " co.created_at, co.updated_at";

    /** Inserts a batch, leaving out those whose address is taken. Bind the workspace, then the batch. */
    static final String INSERT = "insert into contact (workspace_id, %s) select ?, %s from unnest(%s) as r (%s)"
            .formatted(names(), casts(), parameters(), names())
            .concat(" on conflict (workspace_id, email) do nothing");

    /** Writes all columns of a batch of contacts that are there. Bind the batch, then the workspace. */
    static final String UPDATE = "update contact c set (%s) = row(%s) from unnest(%s) as r (%s)"
            .formatted(names(), casts(), parameters(), names())
            .concat(" where c.workspace_id = ? and c.id = r.id");

    private ContactColumns() {}

    static Contact read(UUID workspaceId, Row row, ContactReader reader) throws SQLException {
        UUID id = row.uuid();
        String email = row.text();
        @Nullable String[] profile = new @Nullable String[ProfileField.values().length];
        for (int i = 0; i < profile.length; i++) {
            profile[i] = row.textOrNull();
        }
        Set<ProfileField> derived = EnumSet.noneOf(ProfileField.class);
        row.texts().forEach(name -> ProfileField.of(name).ifPresent(derived::add));
        Standing standing =
                new Standing(row.integer(), row.text(), row.text(), VerificationStatus.of(row.text()), row.bool());
        List<String> tags = row.texts();
        String customFields = row.text();
        var deletedAt = row.instantOrNull();
        String reason = row.textOrNull();
        Deletion deletion = deletedAt == null ? null : new Deletion(deletedAt, reason);
        var createdAt = row.instant();
        var updatedAt = row.instant();
        CustomValues custom = CustomValues.read(reader.fields(row.uuidOrNull()), customFields);
        Company company = company(row);
        return new Contact(
                workspaceId,
                id,
                email,
                Profile.of(profile),
                derived,
                standing,
                tags,
                custom,
                company,
                deletion,
                createdAt,
                updatedAt);
    }

    static Sql bindBatch(Sql sql, List<Contact> contacts) {
        for (Column column : COLUMNS) {
            sql.arrayOf(column.type(), contacts, column.value());
        }
        return sql;
    }

    /** Begins to copy contacts into the table, each as {@link #values}. */
    static CopiedRows copied(Tx tx) {
        List<ColumnType> types = new ArrayList<>(List.of(ColumnType.UUID));
        COLUMNS.forEach(column -> types.add(column.type()));
        return new CopiedRows(tx, "contact", "workspace_id, " + names(), types);
    }

    static List<@Nullable Object> values(UUID workspaceId, Contact contact) {
        List<@Nullable Object> values = new ArrayList<>(1 + COLUMNS.size());
        values.add(workspaceId);
        COLUMNS.forEach(column -> values.add(column.value().apply(contact)));
        return values;
    }

    private static @Nullable Company company(Row row) throws SQLException {
        boolean isLinked = row.uuidOrNull() != null;
        UUID id = row.uuidOrNull();
        if (isLinked && id == null) {
            // The contact was waited for, and linked anew meanwhile: it is joined with what it was linked with before.
            throw new RunAgain();
        }
        return id == null
                ? null
                : new Company(
                        id,
                        row.text(),
                        row.textOrNull(),
                        row.textOrNull(),
                        row.integerOrNull(),
                        row.textOrNull(),
                        row.instant(),
                        row.instant());
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("id", ColumnType.UUID, Contact::id));
        columns.add(new Column("email", TEXT, Contact::email));
        for (ProfileField field : ProfileField.values()) {
            columns.add(
                    new Column(field.wire(), TEXT, contact -> contact.profile().get(field)));
        }
        columns.add(new Column("derived", TEXTS, ContactColumns::derived));
        columns.add(new Column("lead_score", INT4, contact -> contact.standing().leadScore()));
        columns.add(new Column("icp_tier", TEXT, contact -> contact.standing().icpTier()));
        columns.add(new Column("grade", TEXT, contact -> contact.standing().grade()));
        columns.add(new Column(
                "verification_status",
                TEXT,
                contact -> contact.standing().verification().wire()));
        columns.add(
                new Column("is_enriched", BOOL, contact -> contact.standing().enriched()));
        columns.add(new Column("tags", TEXTS, Contact::tags));
        columns.add(
                new Column("custom_fields", JSONB, contact -> contact.custom().json()));
        columns.add(new Column("deleted_at", TIMESTAMPTZ, contact -> of(contact.deletion(), Deletion::at)));
        columns.add(new Column("deletion_reason", TEXT, contact -> of(contact.deletion(), Deletion::reason)));
        columns.add(new Column("created_at", TIMESTAMPTZ, Contact::createdAt));
        columns.add(new Column("updated_at", TIMESTAMPTZ, Contact::updatedAt));
        columns.add(new Column("company_id", ColumnType.UUID, contact -> of(contact.company(), Company::id)));
        columns.add(new Column("words", TEXT, ContactWords::of));
        return List.copyOf(columns);
    }

    private static List<String> derived(Contact contact) {
        List<String> names = new ArrayList<>(2);
        for (ProfileField field : FIELDS) {
            if (contact.derived().contains(field)) {
                names.add(field.wire());
            }
        }
        return names;
    }

    private static <T, R> @Nullable R of(@Nullable T from, Function<T, @Nullable R> part) {
        return from == null ? null : part.apply(from);
    }

    private static String names() {
        return COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String casts() {
        return COLUMNS.stream()
                .map(column -> "r." + column.name() + column.type().cast())
                .collect(Collectors.joining(", "));
    }

    private static String parameters() {
        return COLUMNS.stream()
                .map(column -> "?::" + column.type().carrier() + "[]")
                .collect(Collectors.joining(", "));
    }
}
