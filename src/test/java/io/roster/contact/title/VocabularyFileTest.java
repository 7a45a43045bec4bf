package io.roster.contact.title;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyFileTest {
    @Test
    void aWordThatIsNeitherSeniorityNorDepartmentIsNamedWithItsLine() {
        assertThatThrownBy(() -> VocabularyFile.parse(List.of("[departments]", "sales", "[role]", "boss = bossy")))
                .hasMessage("vocabulary.txt, line 4: \"bossy\" is neither a seniority nor a department");
    }

    @Test
    void aPhraseWithTwoMeaningsIsRefused() {
        assertThatThrownBy(() -> VocabularyFile.parse(List.of("[role]", "boss = head", "Boss = owner")))
                .hasMessage("vocabulary.txt, line 3: \"Boss\" has another meaning further up");
    }

    @Test
    void aShortFormWithoutItsWordIsRefused() {
        assertThatThrownBy(() -> VocabularyFile.parse(List.of("[short]", "mgr")))
                .hasMessage("vocabulary.txt, line 2: a short form wants the word it is short for");
    }

    @Test
    void anUnknownSectionIsRefused() {
        assertThatThrownBy(() -> VocabularyFile.parse(List.of("[rolls]", "boss = head")))
                .hasMessage("vocabulary.txt, line 2: there is no section [rolls]");
    }

    @Test
    void aPhraseOfTwoPartsIsRefused() {
        assertThatThrownBy(() -> VocabularyFile.parse(List.of("[role]", "boss, owner = head")))
                .hasMessage("vocabulary.txt, line 2: \"boss, owner\" is not a phrase of plain words");
    }

    @Test
    void bracesAndUmlautsStandForAllTheirSpellings() {
        assertThat(Spellings.of("direct{eur,rice}")).containsExactly("directeur", "directrice");
        assertThat(Spellings.of("führer{,in}")).containsExactlyInAnyOrder("führer", "fuehrer", "führerin", "fuehrerin");
    }
}
