package io.roster.enrichment;

/** A provider that could not be asked: it is to be asked again later. */
public final class ProviderAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProviderAway(String message) {
        super(message, null, false, false);
    }
}
