package io.roster.trace;

import java.net.URI;
import java.util.Map;

/**
 * Where traces are sent.
 *
 * @param endpoint of a collector that takes OTLP over HTTP; the path {@code /v1/traces} is added to it
 * @param headers sent with each batch, such as the collector's key
 * @param service the name that the traces bear
 */
public record Collector(URI endpoint, Map<String, String> headers, String service) {
    public Collector {
        headers = Map.copyOf(headers);
    }

    /** What may be logged: not the headers, which hold secrets. */
    @Override
    public String toString() {
        return "Collector[endpoint=" + endpoint + ", service=" + service + "]";
    }
}
