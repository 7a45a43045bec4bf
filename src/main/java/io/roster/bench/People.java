package io.roster.bench;

import io.roster.contact.ContactDraft;
import io.roster.contact.ProfileField;
import io.roster.demo.DemoContacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Made-up contacts as the API takes them: the people of the demo, with 200 tags of which few are frequent and many rare,
 * at companies of which few are large and many small, and with custom fields. The same seed makes the same.
 */
final class People {
    static final int TAGS = 200;
    private static final int MOST_TAGS = 6;
    private static final int COMPANIES = 2_000;
    private static final List<String> PLANS = List.of("free", "pro", "enterprise");

    private final Iterator<ContactDraft> drafts;
    private final Random random;
    private final String marker;
    private final double[] tagsUpTo =
            IntStream.rangeClosed(1, TAGS).mapToDouble(i -> 1.0 / i).toArray();
    private long number;

    /** @param marker goes into the addresses, so that those of another marker are none of these */
    People(long seed, String marker) {
        this.drafts = DemoContacts.stream(seed).iterator();
        this.random = new Random(seed);
        this.marker = marker;
        for (int i = 1; i < TAGS; i++) {
            tagsUpTo[i] += tagsUpTo[i - 1];
        }
    }

    /** What a tag is called: number 0 is the most frequent. */
    static String tag(int number) {
        return "tag_%03d".formatted(number);
    }

    static String domain(int number) {
        return "company%04d.example".formatted(number);
    }

    List<Map<String, Object>> next(int count) {
        List<Map<String, Object>> people = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            people.add(next());
        }
        return people;
    }

    Map<String, Object> next() {
        ContactDraft draft = drafts.next();
        Map<String, Object> person = new LinkedHashMap<>();
        String local = draft.email().substring(0, draft.email().indexOf('@'));
        person.put("email", "%s.%s%d@%s".formatted(local, marker, number++, domain(company())));
        for (ProfileField field : ProfileField.values()) {
            draft.fields()
                    .profile()
                    .getOrDefault(field, Optional.empty())
                    .ifPresent(text -> person.put(field.wire(), text));
        }
        person.put("tags", tags());
        person.put("custom_fields", customFields());
        return person;
    }

    private int company() {
        double share = random.nextDouble();
        return (int) (COMPANIES * share * share * share);
    }

    private List<String> tags() {
        TreeSet<String> drawn = new TreeSet<>();
        double share = random.nextDouble();
        int many = (int) ((MOST_TAGS + 1) * share * share);
        for (int i = 0; i < many; i++) {
            int at = Arrays.binarySearch(tagsUpTo, random.nextDouble() * tagsUpTo[TAGS - 1]);
            drawn.add(tag(Math.min(at < 0 ? -at - 1 : at, TAGS - 1)));
        }
        return List.copyOf(drawn);
    }

    private Map<String, Object> customFields() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("plan", PLANS.get((int) (3 * random.nextDouble() * random.nextDouble())));
        if (random.nextInt(10) < 7) {
            values.put("seats", (int) Math.exp(random.nextDouble() * 8));
        }
        if (random.nextInt(10) < 3) {
            values.put(
                    "note", "met at the fair in %d, hall %d".formatted(2020 + random.nextInt(6), random.nextInt(12)));
        }
        return values;
    }
}
