package io.roster.demo;

import io.roster.company.CompanyChoice;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.ProfileField;
import io.roster.contact.Tags;
import io.roster.demo.Country.Employer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Made-up contacts as a company that sells to companies has them: of many countries and employers, some with hardly more
 * than an address. The files beside this class say from what they are drawn. The same seed gives the same contacts, and
 * no address comes twice.
 */
public final class DemoContacts {
    private static final int MOST_TAGS = 5;

    private final Weighted<Country> countries = Country.all();
    private final Weighted<String> titles = DemoFile.weighted("titles.txt");
    private final Weighted<String> tags = Weighted.zipf(DemoFile.lines("tags.txt"));
    private final Weighted<String> leadSources = DemoFile.weighted("lead-sources.txt");
    private final Mailboxes mailboxes = new Mailboxes();
    private final Random random;

    private DemoContacts(long seed) {
        this.random = new Random(seed); // whose numbers, unlike those of other generators, are the same on every JDK
    }

    /** The contacts of {@code seed}, one after another and without end. */
    public static Stream<ContactDraft> stream(long seed) {
        return Stream.generate(new DemoContacts(seed)::next);
    }

    private ContactDraft next() {
        Country country = countries.draw(random);
        Employer employer = country.companies().draw(random);
        Person person = new Person(any(country.firstNames()), any(country.lastNames()));
        double kind = random.nextDouble();
        if (kind < 0.03) {
            return draft(mailboxes.role(employer.domain(), random), Map.of(), employer);
        }
        Map<ProfileField, Optional<String>> profile = new EnumMap<>(ProfileField.class);
        if (kind > 0.08) { // the others left nothing but their address
            describe(profile, person, country);
        }
        set(profile, ProfileField.LEAD_SOURCE, leadSources.draw(random));
        boolean atWork = random.nextDouble() < 0.9;
        return draft(
                atWork ? mailboxes.atWork(person, employer.domain()) : mailboxes.personal(person, random),
                profile,
                employer);
    }

    private void describe(Map<ProfileField, Optional<String>> profile, Person person, Country country) {
        Country.City city = country.cities().draw(random);
        set(profile, ProfileField.FIRST_NAME, person.first());
        set(profile, ProfileField.LAST_NAME, person.last());
        if (chance(0.9)) {
            set(profile, ProfileField.TITLE, title(country));
        }
        if (chance(0.6)) {
            set(profile, ProfileField.PHONE, number(any(country.phones())));
        }
        if (chance(0.35)) {
            set(profile, ProfileField.MOBILE, number(any(country.mobiles())));
        }
        if (chance(0.5)) {
            set(profile, ProfileField.LINKEDIN_URL, linkedIn(person));
        }
        set(profile, ProfileField.COUNTRY, country.code());
        if (chance(0.85)) {
            set(profile, ProfileField.CITY, city.name());
            Optional.ofNullable(city.state()).ifPresent(state -> set(profile, ProfileField.STATE, state));
            set(profile, ProfileField.TIME_ZONE, city.timeZone());
        }
    }

    private ContactDraft draft(String email, Map<ProfileField, Optional<String>> profile, Employer employer) {
        ContactPatch fields = new ContactPatch(null, profile, tags(employer), Map.of(), CompanyChoice.KEEP, false);
        return new ContactDraft(email, fields);
    }

    private String title(Country country) {
        return !country.titles().isEmpty() && chance(0.3) ? any(country.titles()) : titles.draw(random);
    }

    /** Below a domain that nobody can have: the real one would name somebody. */
    private String linkedIn(Person person) {
        String name = Mailboxes.ascii(person.first() + person.last());
        return "https://linkedin.example/in/%s-%04x".formatted(name, random.nextInt(1 << 16));
    }

    private List<String> tags(Employer employer) {
        List<String> drawn = new ArrayList<>();
        double share = random.nextDouble();
        int many = (int) ((MOST_TAGS + 1) * share * share);
        for (int i = 0; i < many; i++) {
            drawn.add(tags.draw(random));
        }
        if (chance(0.25)) {
            drawn.add(employer.industry());
        }
        return Tags.normalise("tags", drawn);
    }

    /** The format with a digit for each #. */
    private String number(String format) {
        StringBuilder number = new StringBuilder(format);
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) == '#') {
                number.setCharAt(i, (char) ('0' + random.nextInt(10)));
            }
        }
        return number.toString();
    }

    private static void set(Map<ProfileField, Optional<String>> profile, ProfileField field, String value) {
        profile.put(field, Optional.ofNullable(field.normalise(field.wire(), value)));
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
