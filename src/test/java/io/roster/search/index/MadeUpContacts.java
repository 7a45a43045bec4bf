package io.roster.search.index;

import io.roster.company.Company;
import io.roster.contact.Contact;
import io.roster.contact.Profile;
import io.roster.contact.ProfileField;
import io.roster.contact.Standing;
import io.roster.contact.VerificationStatus;
import io.roster.customfield.CustomField;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFieldType;
import io.roster.customfield.CustomValues;
import io.roster.filter.Activity;
import io.roster.filter.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Contacts such as a large workspace has, with names, companies, titles and tags that some have more than others. */
final class MadeUpContacts {
    static final UUID WORKSPACE = new UUID(1, 1);
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    /** Their custom fields, by their keys: a text of few values, a number, and a text of many. */
    static final CustomField PLAN = field(1, CustomFieldType.DROPDOWN);

    static final CustomField SEATS = field(2, CustomFieldType.NUMBER);
    static final CustomField NOTE = field(3, CustomFieldType.STRING);
    private static final int COMPANIES = 100_000;
    private static final List<String> FIRST =
            List.of("Jane", "John", "Maria", "Ahmed", "Wei", "Olga", "Zoë", "Priya", "Lars", "Chloe", "Diego", "Yuki");
    private static final List<String> LAST = List.of(
            "Smith", "Jones", "Martin", "Lopez", "Chen", "Ivanova", "Müller", "Okafor", "Singh", "Rossi", "Novak");
    private static final List<String> RANKS =
            List.of("Director", "VP", "Head", "Manager", "Chief Officer", "Specialist", "Lead", "Assistant");
    private static final List<String> AREAS =
            List.of("Marketing", "Sales", "Engineering", "Finance", "People", "Operations", "Legal", "Support");
    private static final List<String> ENDINGS = List.of("com", "com", "com", "de", "co.uk", "io", "example");

    private final Random random;

    MadeUpContacts(long seed) {
        this.random = new Random(seed);
    }

    private static CustomField field(int key, CustomFieldType type) {
        return new CustomField(new UUID(3, key), key, "field" + key, "Field", type, List.of(), null, NOW, NOW);
    }

    Subject subject(int number) {
        String first = syllables(FIRST);
        String last = syllables(LAST);
        int which = often(COMPANIES);
        String domain = random.nextInt(5) == 0 ? "gmail.com" : "company" + which + "." + ENDINGS.get(which % 7);
        String local = ascii(first) + "." + ascii(last) + number % 1_000;
        Instant created = NOW.minusMillis(number * 20_000L);
        boolean reached = random.nextInt(3) == 0;
        Contact contact = new Contact(
                WORKSPACE,
                new UUID(created.toEpochMilli() << 16 | 0x7000, random.nextLong()),
                local + "@" + domain,
                Profile.EMPTY.with(profile(first, last, local)),
                Set.of(),
                new Standing(
                        random.nextInt(101),
                        List.of("A", "B", "C", "D").get(often(4)),
                        List.of("A", "B", "F").get(random.nextInt(3)),
                        pick(List.of(VerificationStatus.VALID, VerificationStatus.UNVERIFIED)),
                        random.nextBoolean()),
                tags(),
                new CustomValues(CustomFieldSet.NONE, custom()),
                random.nextInt(4) == 0 ? null : company(which),
                null,
                created,
                created.plusMillis(random.nextInt(1_000_000)));
        return new Subject(
                contact, reached ? new Activity(created, Map.of("email_sent", 1 + random.nextInt(9))) : Activity.NONE);
    }

    private Map<ProfileField, Optional<String>> profile(String first, String last, String local) {
        Map<ProfileField, Optional<String>> profile = new EnumMap<>(ProfileField.class);
        profile.put(ProfileField.FIRST_NAME, Optional.of(first));
        profile.put(ProfileField.LAST_NAME, Optional.of(last));
        profile.put(ProfileField.TITLE, Optional.of(pick(RANKS) + " of " + pick(AREAS) + " " + often(300)));
        profile.put(ProfileField.COUNTRY, Optional.of(pick(List.of("US", "DE", "GB", "FR"))));
        if (random.nextInt(3) == 0) {
            profile.put(ProfileField.CITY, Optional.of("City " + often(5_000)));
        }
        if (random.nextInt(2) == 0) {
            profile.put(ProfileField.PHONE, Optional.of("+1" + (2_000_000_000L + random.nextInt(1_000_000_000))));
        }
        if (random.nextInt(3) == 0) {
            profile.put(ProfileField.LINKEDIN_URL, Optional.of("https://www.linkedin.com/in/" + local));
        }
        return profile;
    }

    private Map<String, Object> custom() {
        return Map.of(
                "1",
                pick(List.of("free", "pro", "enterprise")),
                "2",
                BigDecimal.valueOf(random.nextInt(500)),
                "3",
                "note " + Integer.toString(random.nextInt(1_000_000), 36));
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 200; i = i * 2 + 1) {
            int tag = i + random.nextInt(i + 1);
            if (random.nextInt(10) < 4) {
                tags.add("tag" + tag);
            }
        }
        if (random.nextInt(500) == 0) {
            tags.add("rare");
        }
        if (random.nextInt(750) == 0) {
            tags.add("seldom");
        }
        return tags;
    }

    private static Company company(int which) {
        return new Company(
                new UUID(2, which),
                "Company " + which,
                "company" + which + "." + ENDINGS.get(which % 7),
                "Industry " + which % 40,
                which % 900,
                "25M_50M",
                NOW,
                NOW);
    }

    /** Small numbers more often than large ones. */
    private int often(int below) {
        double skewed = random.nextDouble();
        return (int) (skewed * skewed * below);
    }

    private String syllables(List<String> beginnings) {
        return pick(beginnings) + (random.nextInt(3) == 0 ? "" : Integer.toString(often(2_000), 36));
    }

    private static String ascii(String name) {
        return name.toLowerCase(Locale.ROOT).replace("ë", "e").replace("ü", "ue");
    }

    private <T> T pick(List<T> from) {
        return from.get(often(from.size()));
    }
}
