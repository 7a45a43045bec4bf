package io.roster.contact.title;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.contact.Seniority;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTitlesTest {
    private static final JobTitles TITLES = new JobTitles();
    private static final JobTitle NOTHING = new JobTitle(null, null);

    @ParameterizedTest(name = "{0} is {1} in {2}")
    @CsvFileSource(resources = "titles.csv", delimiter = ';', numLinesToSkip = 1)
    void aTitleTellsSeniorityAndDepartment(String title, @Nullable String seniority, @Nullable String department) {
        JobTitle read = TITLES.read(title);

        assertThat(wire(read.seniority())).isEqualTo(seniority);
        assertThat(read.department()).isEqualTo(department);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "titles.csv", delimiter = ';', numLinesToSkip = 1)
    void neitherCaseNorAccentsNorSpacesChangeTheAnswer(String title) {
        JobTitle read = TITLES.read(title);

        assertThat(TITLES.read(title.toUpperCase(Locale.ROOT))).isEqualTo(read);
        assertThat(TITLES.read(title.toLowerCase(Locale.ROOT))).isEqualTo(read);
        assertThat(TITLES.read("\t " + title.replace(" ", "  \u00a0") + " \u2003"))
                .isEqualTo(read);
        assertThat(TITLES.read(Normalizer.normalize(title, Normalizer.Form.NFD)))
                .isEqualTo(read);
        assertThat(TITLES.read(Normalizer.normalize(title, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "")))
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "-",
                "...",
                "&&&",
                ",,/|()",
                "/",
                "@",
                "ex-",
                "former",
                "to the",
                "of",
                "\u0000",
                "\ud83d",
                "🚀",
                "代表取締役",
                "генеральный директор",
                "المدير العام",
                "xyzzy",
                "II",
                "1234567"
            })
    void whatTellsNothingGivesNothing(String title) {
        assertThat(TITLES.read(title)).isEqualTo(NOTHING);
    }

    @Test
    void noTitleGivesNothing() {
        assertThat(TITLES.read(null)).isEqualTo(NOTHING);
    }

    @Test
    void aTitleOfAMillionLettersIsReadByItsBeginning() {
        assertThat(TITLES.read("VP Sales " + "and more ".repeat(100_000)))
                .isEqualTo(new JobTitle(Seniority.VP, "sales"));
        assertThat(TITLES.read("\ufdfa".repeat(1_000_000))).isEqualTo(NOTHING);
    }

    @Test
    void noTextWhateverIsRefused() {
        long seed = System.nanoTime();
        System.out.println("JobTitlesTest.noTextWhateverIsRefused, seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String title = junk(random);
            assertThat(TITLES.read(title)).as("seed %d, title %s", seed, title).isNotNull();
        }
    }

    @Test
    void manyThreadsReadTheSame() throws Exception {
        List<String> titles = List.of("VP Marketing", "Geschäftsführer", "Ex-Google Engineer", "Assistant to the CEO");
        List<JobTitle> expected = titles.stream().map(TITLES::read).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> answers = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> {
                        boolean same = true;
                        for (int i = 0; i < 2_000; i++) {
                            same &= TITLES.read(titles.get(i % 4)).equals(expected.get(i % 4));
                        }
                        return same;
                    }))
                    .toList();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    /** Words of the vocabulary, signs and arbitrary code units, thrown together. */
    private static String junk(Random random) {
        String[] pieces = {
            "CEO",
            "to",
            "the",
            "Chief",
            "Officer",
            "&",
            ",",
            " - ",
            "/",
            "ex-",
            "Former",
            "Partner",
            "Assistant",
            "of",
            "Sales",
            "Intern",
            "V.P.",
            "R&D",
            "é",
            "\u0301",
            "ß",
            "at",
            "@",
            "(",
            ")",
            ".",
            "'",
            "\n",
            "Head",
            "and"
        };
        StringBuilder junk = new StringBuilder();
        int length = random.nextInt(30);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(3) == 0) {
                junk.append((char) random.nextInt(0x10000));
            } else {
                junk.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
        }
        return junk.toString();
    }

    private static @Nullable String wire(@Nullable Seniority seniority) {
        return seniority == null ? null : seniority.wire();
    }
}
