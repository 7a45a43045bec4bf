package io.roster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.company.Domain;
import io.roster.contact.ContactDraft;
import io.roster.contact.EmailAddress;
import io.roster.contact.ProfileField;
import io.roster.contact.Tags;
import io.roster.contact.title.JobTitles;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoContactsTest {
    private static final List<ContactDraft> DRAFTS =
            DemoContacts.stream(7).limit(2_000).toList();

    @Test
    void theSameSeedGivesTheSameContactsAndAnotherGivesOthers() {
        assertThat(DemoContacts.stream(7).limit(2_000)).isEqualTo(DRAFTS).hasSize(2_000);
        assertThat(DemoContacts.stream(8).limit(100).map(ContactDraft::email))
                .isNotEqualTo(
                        DRAFTS.stream().limit(100).map(ContactDraft::email).toList());
    }

    @Test
    void everyDraftIsInItsStoredForm() {
        for (ContactDraft draft : DRAFTS) {
            assertThat(EmailAddress.normalise("email", draft.email())).isEqualTo(draft.email());
            draft.fields()
                    .profile()
                    .forEach((field, value) -> assertThat(field.normalise(field.wire(), value.get()))
                            .isEqualTo(value.get()));
            List<String> tags = Objects.requireNonNull(draft.fields().tags());
            assertThat(Tags.normalise("tags", tags)).isEqualTo(tags);
        }
    }

    @Test
    void noAddressComesTwiceHoweverManyAreAskedFor() {
        long many = 30_000;
        assertThat(DemoContacts.stream(7)
                        .limit(many)
                        .map(ContactDraft::email)
                        .distinct()
                        .count())
                .isEqualTo(many);
    }

    @Test
    void everyAddressIsMadeUp() {
        assertThat(DRAFTS.stream().map(ContactDraft::email))
                .allMatch(email -> email.endsWith(".example") || email.startsWith("roster.demo."));
    }

    @Test
    void theContactsAreOfManyCountriesCompaniesAndKinds() {
        assertThat(values(ProfileField.COUNTRY).distinct().count()).isGreaterThanOrEqualTo(20);
        assertThat(values(ProfileField.TIME_ZONE).distinct().count()).isGreaterThanOrEqualTo(25);
        assertThat(domains()
                        .filter(domain -> !Domain.isFreeMail(domain))
                        .distinct()
                        .count())
                .isGreaterThanOrEqualTo(150);
        assertThat(domains().filter(Domain::isFreeMail).count()).isBetween(100L, 400L);
        assertThat(values(ProfileField.FIRST_NAME).count()).isBetween(1_700L, 1_950L);
        assertThat(values(ProfileField.LAST_NAME).filter(name -> name.chars().anyMatch(c -> c > 127)))
                .hasSizeGreaterThan(200);
    }

    @Test
    void theTitlesAreReadAsManyDepartmentsAndRanks() {
        JobTitles titles = new JobTitles();
        var read = values(ProfileField.TITLE).map(titles::read).toList();
        assertThat(read.stream()
                        .flatMap(title -> Optional.ofNullable(title.department()).stream())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(15);
        assertThat(read.stream()
                        .flatMap(title -> Optional.ofNullable(title.seniority()).stream())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void fewTagsAreOnManyContactsAndManyOnFew() {
        Map<String, Long> uses = DRAFTS.stream()
                .flatMap(draft -> Stream.ofNullable(draft.fields().tags()).flatMap(List::stream))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(uses).hasSizeGreaterThanOrEqualTo(30);
        assertThat(uses.get("newsletter")).isGreaterThan(400);
        assertThat(uses.get("press")).isBetween(1L, 100L);
    }

    private static Stream<String> values(ProfileField field) {
        return DRAFTS.stream()
                .flatMap(draft -> draft.fields().profile().getOrDefault(field, Optional.empty()).stream());
    }

    private static Stream<String> domains() {
        return DRAFTS.stream().map(draft -> EmailAddress.domain(draft.email()));
    }
}
