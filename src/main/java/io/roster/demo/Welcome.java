package io.roster.demo;

import io.roster.id.IdKind;
import java.net.URI;
import java.util.Optional;

/**
 * What the demo tells its user when it is ready: where it is, the keys, and commands to paste.
 *
 * @param adminKey unless the user has chosen it
 */
public record Welcome(URI url, DemoWorkspace demo, Optional<String> adminKey) {
    public String text() {
        String key = demo.key().token().reveal();
        return """

                  base URL   %1$s
                  workspace  %2$s (%3$,d made-up contacts)
                  API key    %4$s
                  admin key  %5$s

                The newest contacts:

                  curl -s '%1$s/api/v1/contacts/?page_size=3' -H 'Authorization: Bearer %4$s'

                The customers in Germany and France:

                  curl -s '%1$s/api/v1/contacts/?country=DE,FR&tag=customer' -H 'Authorization: Bearer %4$s'

                A new one:

                  curl -s '%1$s/api/v1/contacts/' -H 'Authorization: Bearer %4$s' -H 'Content-Type: application/json' -d '%6$s'

                All of it is gone when the demo ends: Ctrl-C.
                """.formatted(
                        url,
                        IdKind.WORKSPACE.format(demo.workspace().id()),
                        DemoWorkspace.CONTACTS,
                        key,
                        adminKey.orElse("the one in ROSTER_ADMIN_KEY or --admin-key"),
                        "{\"email\":\"zoe.nilsson@fjallglans.example\",\"first_name\":\"Zoë\",\"last_name\":\"Nilsson\","
                                + "\"title\":\"Head of Marketing\",\"country\":\"SE\",\"tags\":[\"vip\"]}");
    }
}
