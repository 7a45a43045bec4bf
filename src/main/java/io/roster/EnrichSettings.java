package io.roster;

import java.net.URI;
import java.util.Optional;

/**
 * How contacts are enriched.
 *
 * @param dns whether the DNS is asked if a domain takes mail
 * @param url of a service of the operator's own
 * @param secret that it is sent
 */
record EnrichSettings(boolean dns, Optional<URI> url, Optional<String> secret) {
    @Override
    public String toString() {
        return "EnrichSettings[dns=" + dns + ", url=" + url.isPresent() + "]";
    }
}
