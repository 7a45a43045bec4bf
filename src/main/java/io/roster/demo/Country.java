package io.roster.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A country as the demo knows it, from {@code countries.txt}.
 *
 * @param code ISO 3166-1 alpha-2
 * @param titles in its own language; may be empty
 * @param cities the largest first, which is where most contacts are
 * @param companies the largest first
 */
record Country(
        String code,
        List<String> firstNames,
        List<String> lastNames,
        List<String> titles,
        Weighted<City> cities,
        List<String> phones,
        List<String> mobiles,
        Weighted<Employer> companies) {

    record City(String name, @Nullable String state, String timeZone) {}

    /** @param industry one word, fit for a tag */
    record Employer(String domain, String industry) {}

    /** All of them, each drawn by the weight that the file gives it. */
    static Weighted<Country> all() {
        Weighted.Builder<Country> countries = new Weighted.Builder<>();
        List<String> section = new ArrayList<>();
        for (String line : DemoFile.lines("countries.txt")) {
            if (line.startsWith("[") && !section.isEmpty()) {
                add(countries, section);
                section.clear();
            }
            section.add(line);
        }
        add(countries, section);
        return countries.build();
    }

    private static void add(Weighted.Builder<Country> countries, List<String> section) {
        String[] head = section.getFirst().substring(1).split("\\]", 2);
        Map<String, String> lines = new HashMap<>();
        for (String line : section.subList(1, section.size())) {
            String[] sides = DemoFile.sides(line);
            lines.put(sides[0], sides[1]);
        }
        countries.add(Double.parseDouble(head[1].strip()), of(head[0], lines));
    }

    private static Country of(String code, Map<String, String> lines) {
        String zone = lines.getOrDefault("zone", "");
        return new Country(
                code,
                values(lines, "first"),
                values(lines, "last"),
                lines.containsKey("titles") ? values(lines, "titles") : List.of(),
                Weighted.zipf(values(lines, "cities").stream()
                        .map(text -> city(text, zone))
                        .toList()),
                values(lines, "phone"),
                values(lines, "mobile"),
                Weighted.zipf(values(lines, "companies").stream()
                        .map(Country::employer)
                        .toList()));
    }

    private static List<String> values(Map<String, String> lines, String name) {
        String line = lines.get(name);
        if (line == null) {
            throw new IllegalStateException("countries.txt: a country has no line " + name);
        }
        return DemoFile.list(line, "|");
    }

    private static City city(String text, String zone) {
        List<String> parts = DemoFile.list(text, ";");
        return new City(
                parts.getFirst(), parts.size() > 1 ? parts.get(1) : null, parts.size() > 2 ? parts.get(2) : zone);
    }

    private static Employer employer(String text) {
        List<String> parts = DemoFile.list(text, ":");
        return new Employer(parts.getFirst() + ".example", parts.get(1));
    }
}
