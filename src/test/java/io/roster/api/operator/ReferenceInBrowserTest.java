package io.roster.api.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.roster.testkit.Browser;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reference page as a person uses it, where the machine has a Chromium (Debian's package chromium). */
class ReferenceInBrowserTest {
    private static final String LIST = "document.querySelector('#operations-Contacts-listContacts";

    @Test
    void aPersonReadsAuthorizesAndTriesACallAndNothingLeavesTheServer() throws IOException, InterruptedException {
        Optional<Path> executable = Browser.executable();
        assumeThat(executable).as("this machine has a Chromium").isPresent();
        try (TestRoster roster = TestRoster.start();
                Browser browser = Browser.start(executable.orElseThrow())) {
            TestClient client = roster.workspace();
            client.post("/api/v1/contacts/", Map.of("email", "ann@tried.example"))
                    .expect(201);
            browser.open(roster.url().resolve("/docs#/Contacts/listContacts"));
            browser.await("!!" + LIST + ".is-open')");
            authorize(browser, client.token());
            tryList(browser);
            assertThat(browser.await(LIST + " .live-responses-table tbody .microlight')?.textContent"))
                    .contains("ann@tried.example");
            String own = roster.url().toString() + "/";
            assertThat(browser.requests())
                    .filteredOn(url -> !url.startsWith("data:"))
                    .isNotEmpty()
                    .allSatisfy(url -> assertThat(url).startsWith(own));
            assertThat(browser.faults()).isEmpty();
            keepPicture(browser);
        }
    }

    private static void authorize(Browser browser, String token) throws InterruptedException {
        click(browser, "document.querySelector('.btn.authorize')");
        String input = "document.querySelector('.auth-container input')";
        browser.await("!!" + input);
        // React sees only what the element's own setter was told.
        browser.await("""
                (input => {
                    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, '%s');
                    return input.dispatchEvent(new Event('input', {bubbles: true}));
                })(%s)""".formatted(token, input));
        click(browser, "document.querySelector('.auth-btn-wrapper .authorize')");
        click(browser, "document.querySelector('.auth-btn-wrapper .btn-done')");
    }

    private static void tryList(Browser browser) throws InterruptedException {
        click(browser, LIST + " .try-out__btn')");
        click(browser, LIST + " .execute')");
        assertThat(browser.await(LIST + " .live-responses-table tbody .response')?.textContent"))
                .as("%s", browser.requests())
                .startsWith("200");
    }

    private static void click(Browser browser, String element) throws InterruptedException {
        browser.await("!!" + element);
        browser.await("(" + element + ".click(), true)");
    }

    /** To be looked at, when one wants to: {@code -Droster.picture=/tmp/docs.png}. */
    private static void keepPicture(Browser browser) throws IOException {
        String file = System.getProperty("roster.picture");
        if (file != null) {
            Files.write(Path.of(file), browser.picture());
        }
    }
}
