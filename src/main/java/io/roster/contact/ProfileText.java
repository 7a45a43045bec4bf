package io.roster.contact;

import io.roster.failure.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules that a contact's text fields keep: each takes a trimmed, non-empty value. */
final class ProfileText {
    private static final int MAX_LINE = 255;
    private static final int MAX_PHONE = 50;
    private static final int MAX_URL = 2_048;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> TIME_ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final String SENIORITIES =
            Arrays.stream(Seniority.values()).map(Seniority::wire).collect(Collectors.joining(", "));

    private ProfileText() {}

    static String line(String place, String value) {
        return atMost(MAX_LINE, place, value);
    }

    static String seniority(String place, String value) {
        String wire = value.toLowerCase(Locale.ROOT);
        if (Seniority.of(wire).isEmpty()) {
            throw Failure.invalid(place, "%s must be one of %s".formatted(place, SENIORITIES));
        }
        return wire;
    }

    /** Kept as given: what a numbering plan says of a number is never a reason to refuse a person. */
    static String phone(String place, String value) {
        int digits = 0;
        for (int i = 0; i < value.length() && digits < 3; i++) {
            // The second half of a pair of surrogates is no digit, so each is counted once.
            digits += Character.isDigit(value.codePointAt(i)) ? 1 : 0;
        }
        if (digits < 3) {
            throw Failure.invalid(place, "%s must have at least 3 digits".formatted(place));
        }
        return atMost(MAX_PHONE, place, value);
    }

    static String webAddress(String place, String value) {
        atMost(MAX_URL, place, value);
        try {
            URI uri = new URI(value);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return value;
            }
        } catch (URISyntaxException e) {
            // Refused below, with the others.
        }
        throw Failure.invalid(place, "%s must be an http or https URL".formatted(place));
    }

    static String country(String place, String value) {
        String code = value.toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(code)) {
            throw Failure.invalid(place, "%s must be an ISO 3166-1 alpha-2 code, such as US".formatted(place));
        }
        return code;
    }

    static String timeZone(String place, String value) {
        if (!TIME_ZONES.contains(value)) {
            throw Failure.invalid(place, "%s must be an IANA time zone, such as America/New_York".formatted(place));
        }
        return value;
    }

    private static String atMost(int characters, String place, String value) {
        if (value.codePointCount(0, value.length()) > characters) {
            throw Failure.invalid(place, "%s must have at most %d characters".formatted(place, characters));
        }
        return value;
    }
}
