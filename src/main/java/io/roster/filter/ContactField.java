package io.roster.filter;

import io.roster.company.Company;
import io.roster.contact.Contact;
import io.roster.contact.ProfileField;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a contact that a filter can test and a list can be sorted by: in SQL a column, in memory a value. */
public enum ContactField {
    EMAIL(FieldType.TEXT, "c.email", true, Contact::email),
    FIRST_NAME(ProfileField.FIRST_NAME),
    LAST_NAME(ProfileField.LAST_NAME),
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
    IS_DELETED(FieldType.BOOLEAN, "(c.deleted_at is not null)", true, Contact::isDeleted),
    TAGS(FieldType.TEXTS, "c.tags", true, Contact::tags),
    COMPANY_ID(FieldType.ID, "c.company_id", false, ContactField::companyId),
    CREATED_AT(FieldType.TIME, "c.created_at", true, Contact::createdAt),
    UPDATED_AT(FieldType.TIME, "c.updated_at", true, Contact::updatedAt);

    private final FieldType type;
    private final String column;
    private final boolean required;
    private final Function<Contact, @Nullable Object> value;

    ContactField(ProfileField field) {
        this(
                FieldType.TEXT,
                "c." + field.wire(),
                false,
                contact -> contact.profile().get(field));
    }

    ContactField(FieldType type, String column, boolean required, Function<Contact, @Nullable Object> value) {
        this.type = type;
        this.column = column;
        this.required = required;
        this.value = value;
    }

    /** As it is written in the API: {@code first_name}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public FieldType type() {
        return type;
    }

    /** The SQL expression of its value, over the contact table as {@code c}. */
    public String column() {
        return column;
    }

    /** Whether every contact has a value here. */
    public boolean isRequired() {
        return required;
    }

    /** The value that a contact has here, of the field's type. */
    public @Nullable Object value(Contact contact) {
        return value.apply(contact);
    }

    public static Optional<ContactField> of(String wire) {
        for (ContactField field : values()) {
            if (field.wire().equals(wire)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object companyId(Contact contact) {
        Company company = contact.company();
        return company == null ? null : company.id();
    }
}
