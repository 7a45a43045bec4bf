package io.roster.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WordsTest {
    @Test
    void keepsEachWordOnceInTheOrderInWhichItCame() {
        assertThat(Words.stored("anna.smith@smith.example", "Anna", "Smith", "Head of Anna"))
                .isEqualTo(" anna smith example head of");
        assertThat(Words.of("to be or not to be")).containsExactly("to", "be", "or", "not");
    }

    @Test
    void takesNoWordForAnotherThatItBeginsEndsOrLiesWithin() {
        assertThat(Words.stored("anna", "ann", "nna", "nn", "annas", "an")).isEqualTo(" anna ann nna nn annas an");
        assertThat(Words.stored("ann", "anna", "ann")).isEqualTo(" ann anna");
    }

    @Test
    void foldsCaseAndAccentsBeforeItCompares() {
        assertThat(Words.stored("Zoë", "ZOE", "Łódź", "lodz", "STRASSE", "Straße"))
                .isEqualTo(" zoe lodz strasse");
    }

    @Test
    void findsNoWordsWhereThereAreNone() {
        assertThat(Words.stored(null, "", " -.,! ")).isEmpty();
        assertThat(Words.of("...")).isEqualTo(List.of());
    }
}
