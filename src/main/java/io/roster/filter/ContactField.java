package io.roster.filter;

import io.roster.company.Company;
import io.roster.contact.Contact;
import io.roster.contact.Deletion;
import io.roster.contact.ProfileField;
import io.roster.db.SqlText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields that every workspace's contacts have. */
public enum ContactField implements FilterField {
    ID(FieldType.ID, "c.id", true, Contact::id),
    WORKSPACE_ID(FieldType.ID, "c.workspace_id", true, Contact::workspaceId),
    EMAIL(FieldType.TEXT, "c.email", true, Contact::email),
    FIRST_NAME(ProfileField.FIRST_NAME),
    LAST_NAME(ProfileField.LAST_NAME),
    FULL_NAME(
            FieldType.TEXT,
            "(nullif(concat_ws(' ', c.first_name, c.last_name), '') collate \"C\")",
            false,
            c -> c.profile().fullName()),
    TITLE(ProfileField.TITLE),
    SENIORITY(ProfileField.SENIORITY),
    DEPARTMENT(ProfileField.DEPARTMENT),
    PHONE(ProfileField.PHONE),
    MOBILE(ProfileField.MOBILE),
    LINKEDIN_URL(ProfileField.LINKEDIN_URL),
    CITY(ProfileField.CITY),
    STATE(ProfileField.STATE),
    COUNTRY(ProfileField.COUNTRY),
    TIME_ZONE(ProfileField.TIME_ZONE),
    LEAD_SOURCE(ProfileField.LEAD_SOURCE),
    LEAD_SCORE(
            FieldType.NUMBER,
            "c.lead_score",
            true,
            c -> BigDecimal.valueOf(c.standing().leadScore())),
    ICP_TIER(FieldType.TEXT, "c.icp_tier", true, c -> c.standing().icpTier()),
    GRADE(FieldType.TEXT, "c.grade", true, c -> c.standing().grade()),
    VERIFICATION_STATUS(
            FieldType.TEXT,
            "c.verification_status",
            true,
            c -> c.standing().verification().wire()),
    IS_ENRICHED(FieldType.BOOLEAN, "c.is_enriched", true, c -> c.standing().enriched()),
    IS_DELETED(FieldType.BOOLEAN, "(c.deleted_at is not null)", true, Contact::isDeleted),
    DELETED_AT(FieldType.TIME, "c.deleted_at", false, c -> of(c.deletion(), Deletion::at)),
    DELETION_REASON(FieldType.TEXT, "c.deletion_reason", false, c -> of(c.deletion(), Deletion::reason)),
    TAGS(FieldType.TEXTS, "c.tags", true, Contact::tags),
    COMPANY_ID(FieldType.ID, "c.company_id", false, c -> of(c.company(), Company::id)),
    COMPANY_NAME("company.name", FieldType.TEXT, "co.name", Company::name),
    COMPANY_DOMAIN("company.domain", FieldType.TEXT, "co.domain", Company::domain),
    COMPANY_INDUSTRY("company.industry", FieldType.TEXT, "co.industry", Company::industry),
    COMPANY_EMPLOYEE_COUNT(
            "company.employee_count",
            FieldType.NUMBER,
            "co.employee_count",
            company -> of(company.employeeCount(), BigDecimal::valueOf)),
    COMPANY_REVENUE_BAND("company.revenue_band", FieldType.TEXT, "co.revenue_band", Company::revenueBand),
    CREATED_AT(FieldType.TIME, "c.created_at", true, Contact::createdAt),
    UPDATED_AT(FieldType.TIME, "c.updated_at", true, Contact::updatedAt),
    LAST_EVENT_AT(
            FieldType.TIME,
            Table.ACTIVITY,
            "a.last_event_at",
            subject -> subject.activity().lastEventAt());

    private final String wire;
    private final FieldType type;
    private final Table table;
    private final String column;
    private final boolean required;
    private final Function<Subject, @Nullable Object> value;

    ContactField(ProfileField field) {
        this(
                FieldType.TEXT,
                "c." + field.wire(),
                false,
                contact -> contact.profile().get(field));
    }

    ContactField(FieldType type, String column, boolean required, Function<Contact, @Nullable Object> value) {
        this.wire = name().toLowerCase(Locale.ROOT);
        this.type = type;
        this.table = Table.CONTACT;
        this.column = column;
        this.required = required;
        this.value = subject -> value.apply(subject.contact());
    }

    ContactField(String wire, FieldType type, String column, Function<Company, @Nullable Object> value) {
        this.wire = wire;
        this.type = type;
        this.table = Table.COMPANY;
        this.column = column;
        this.required = false;
        this.value = subject -> of(subject.contact().company(), value);
    }

    ContactField(FieldType type, Table table, String column, Function<Subject, @Nullable Object> value) {
        this.wire = name().toLowerCase(Locale.ROOT);
        this.type = type;
        this.table = table;
        this.column = column;
        this.required = false;
        this.value = value;
    }

    @Override
    public String wire() {
        return wire;
    }

    @Override
    public FieldType type() {
        return type;
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public boolean isRequired() {
        return required;
    }

    @Override
    public boolean isLowerCase() {
        return this == EMAIL;
    }

    @Override
    public void write(SqlText sql) {
        sql.add(column);
    }

    @Override
    public @Nullable Object value(Subject subject) {
        return value.apply(subject);
    }

    public static Optional<ContactField> of(String wire) {
        for (ContactField field : values()) {
            if (field.wire().equals(wire)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static <T> @Nullable Object of(@Nullable T from, Function<T, @Nullable Object> part) {
        return from == null ? null : part.apply(from);
    }
}
