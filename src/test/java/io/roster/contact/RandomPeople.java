package io.roster.contact;

import io.roster.company.Company;
import io.roster.customfield.CustomField;
import io.roster.customfield.CustomFieldDraft;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFieldType;
import io.roster.customfield.CustomFields;
import io.roster.customfield.CustomValues;
import io.roster.db.Tx;
import io.roster.filter.Activity;
import io.roster.filter.Subject;
import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import io.roster.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Contacts of every kind in a workspace of their own, with values that are apt to go wrong, and what is true of each. */
final class RandomPeople {
    static final List<String> TEXTS = List.of(
            "Ann",
            "ann",
            "ANNE",
            "Straße",
            "STRASSE",
            "İstanbul",
            "istanbul",
            "ısı",
            "ΣΊΣΥΦΟΣ",
            "σίσυφος",
            "e\u0301clair",
            "Éclair",
            "100%",
            "a_b",
            "a\\b",
            "'; drop table contact; --",
            "\"quoted\" {x,y}",
            "😀 smile",
            "ﬁne",
            "\u212Aelvin",
            "two words",
            "Constantinople",
            "O'Neil-Smith",
            "null");
    static final List<String> TAGS = List.of("vip", "VIP", "a,b", "50%", "\"q\"", "é", "{}", "null");
    static final List<String> OPTIONS = List.of("one", "Two", "three%", "è");
    /** Some of them too close to each other for a double, and some for 23 digits. */
    static final List<BigDecimal> NUMBERS = Stream.of(
                    "2.5",
                    "-1e20",
                    "0",
                    "3.140",
                    "3.1400000000000000001",
                    "-100000000000000000000000000001",
                    "-100000000000000000000000000002",
                    "-100000000000000000000000000000.5")
            .map(BigDecimal::new)
            .toList();

    static final List<String> EVENTS = List.of("email_opened", "email_replied");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** One of them: what the store has, and the plain facts by the filter's names. */
    record Person(Subject subject, Map<String, Object> facts) {}

    private final Random random;
    private final UUID workspaceId;
    private final UuidV7 ids = new UuidV7(() -> START);

    RandomPeople(Random random, UUID workspaceId) {
        this.random = random;
        this.workspaceId = workspaceId;
    }

    /** Custom fields of all types, without a fallback and with one. */
    CustomFieldSet define(Tx tx, CustomFields fields) {
        Map<CustomFieldType, Object> fallbacks = Map.of(
                CustomFieldType.STRING,
                "Straße",
                CustomFieldType.NUMBER,
                new BigDecimal("2.50"),
                CustomFieldType.BOOLEAN,
                false,
                CustomFieldType.DATE,
                "2026-02-02",
                CustomFieldType.DROPDOWN,
                "Two",
                CustomFieldType.MULTI_SELECT,
                List.of("one", "è"));
        for (CustomFieldType type : CustomFieldType.values()) {
            List<String> options = type.hasOptions() ? OPTIONS : List.of();
            fields.create(tx, workspaceId, new CustomFieldDraft(type.wire(), "x", type, options, null));
            fields.create(
                    tx,
                    workspaceId,
                    new CustomFieldDraft(type.wire() + "_fb", "x", type, options, fallbacks.get(type)));
        }
        return fields.current(tx, workspaceId);
    }

    List<Company> companies(Tx tx) {
        List<Company> companies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Company company = new Company(
                    ids.next(),
                    pick(TEXTS),
                    random.nextBoolean() ? null : "c" + i + ".example",
                    maybe(pick(TEXTS)),
                    random.nextBoolean() ? null : random.nextInt(4),
                    maybe("25M_50M"),
                    START,
                    START);
            tx.sql("insert into company values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .bind(workspaceId)
                    .bind(company.id())
                    .bind(company.name())
                    .bind(company.domain())
                    .bind(company.industry())
                    .bind(company.employeeCount())
                    .bind(company.revenueBand())
                    .bind(START)
                    .bind(START)
                    .bind(company.words())
                    .update();
            companies.add(company);
        }
        return companies;
    }

    Person person(int number, CustomFieldSet fields, List<Company> companies) {
        Map<ProfileField, Optional<String>> profile = new EnumMap<>(ProfileField.class);
        for (ProfileField field : ProfileField.values()) {
            List<String> values = field == ProfileField.SENIORITY
                    ? List.of("director")
                    : field == ProfileField.COUNTRY ? List.of("US", "DE") : TEXTS;
            profile.put(field, Optional.ofNullable(maybe(pick(values))));
        }
        Map<String, Optional<Object>> custom = new LinkedHashMap<>();
        fields.fields().forEach(field -> {
            if (random.nextInt(3) > 0) {
                custom.put(field.name(), Optional.of(value(field)));
            }
        });
        List<String> tags = TAGS.stream().filter(tag -> random.nextInt(4) == 0).toList();
        Contact contact = new Contact(
                workspaceId,
                ids.next(),
                pick(List.of("ann", "a_b", "x%y", "o'neil")) + number + "@"
                        + pick(List.of("acme.com", "xn--strae-oqa.de")),
                Profile.EMPTY.with(profile),
                Set.of(),
                new Standing(
                        random.nextInt(4) * 25,
                        pick(List.of("A", "B", "C", "D")),
                        pick(List.of("A", "F")),
                        VerificationStatus.of(pick(List.of("valid", "unknown"))),
                        random.nextBoolean()),
                tags,
                CustomValues.of(fields).with(fields, custom),
                random.nextInt(3) == 0 ? null : pick(companies),
                random.nextInt(4) == 0 ? new Deletion(time(), maybe(pick(TEXTS))) : null,
                time(),
                time());
        Activity activity = random.nextBoolean()
                ? Activity.NONE
                : new Activity(maybe(time()), Map.of(pick(EVENTS), random.nextInt(4)));
        return new Person(new Subject(contact, activity), facts(contact, activity, fields));
    }

    void store(Tx tx, List<Person> people) {
        try (NewContacts fresh = new NewContacts(tx, workspaceId, people.size())) {
            people.forEach(person -> fresh.add(person.subject().contact()));
            fresh.store();
        }
        for (Person person : people) {
            Activity activity = person.subject().activity();
            if (!activity.equals(Activity.NONE)) {
                tx.sql("insert into contact_activity values (?, ?, ?, ?::jsonb)")
                        .bind(workspaceId)
                        .bind(person.subject().contact().id())
                        .bind(activity.lastEventAt())
                        .bind(Json.write(activity.counts()))
                        .update();
            }
        }
    }

    Instant time() {
        return START.plusMillis(random.nextInt(5) * 86_400_000L + random.nextInt(2));
    }

    Object value(CustomField field) {
        return switch (field.type()) {
            case STRING -> random.nextInt(5) == 0 ? "" : pick(TEXTS);
            case NUMBER -> pick(NUMBERS);
            case BOOLEAN -> random.nextBoolean();
            case DATE -> pick(List.of("2026-02-02", "0001-01-01", "9999-12-31"));
            case DROPDOWN -> pick(OPTIONS);
            case MULTI_SELECT ->
                OPTIONS.stream().filter(option -> random.nextInt(3) == 0).toList();
        };
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    /** Spelled out by hand, for the oracle: not by way of the filter's own fields. */
    private static Map<String, Object> facts(Contact contact, Activity activity, CustomFieldSet fields) {
        Map<String, @Nullable Object> facts = new HashMap<>();
        for (ProfileField field : ProfileField.values()) {
            facts.put(field.wire(), contact.profile().get(field));
        }
        facts.put("id", IdKind.CONTACT.format(contact.id()));
        facts.put("email", contact.email());
        facts.put("full_name", contact.profile().fullName());
        facts.put("lead_score", contact.standing().leadScore());
        facts.put("icp_tier", contact.standing().icpTier());
        facts.put("grade", contact.standing().grade());
        facts.put("verification_status", contact.standing().verification().wire());
        facts.put("is_enriched", contact.standing().enriched());
        facts.put("is_deleted", contact.deletion() != null);
        facts.put("tags", contact.tags());
        facts.put("created_at", contact.createdAt());
        facts.put("updated_at", contact.updatedAt());
        facts.put("last_event_at", activity.lastEventAt());
        EVENTS.forEach(
                type -> facts.put("event_count." + type, activity.counts().getOrDefault(type, 0)));
        Deletion deletion = contact.deletion();
        if (deletion != null) {
            facts.put("deleted_at", deletion.at());
            facts.put("deletion_reason", deletion.reason());
        }
        Company company = contact.company();
        if (company != null) {
            facts.put("company_id", IdKind.COMPANY.format(company.id()));
            facts.put("company.name", company.name());
            facts.put("company.domain", company.domain());
            facts.put("company.industry", company.industry());
            facts.put("company.employee_count", company.employeeCount());
            facts.put("company.revenue_band", company.revenueBand());
        }
        fields.fields().forEach(field -> {
            Object stored = contact.custom().stored(field);
            facts.put("stored custom_fields." + field.name(), stored);
            facts.put("custom_fields." + field.name(), stored == null ? field.fallback() : stored);
        });
        facts.values().removeIf(Objects::isNull);
        return Map.copyOf(facts);
    }
}
