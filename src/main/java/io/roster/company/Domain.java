package io.roster.company;

import io.roster.failure.Failure;
import io.roster.text.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Internet domains: their stored form, and those whose addresses say nothing about a company. */
public final class Domain {
    private static final int MAX_LENGTH = 253;
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])");
    private static final Set<String> FREE_MAIL = freeMail();

    private Domain() {}

    /** The domain in lower case and punycode, or refused with {@code place} as the field's name. */
    public static String normalise(String place, String raw) {
        String domain = ascii(raw.strip());
        if (domain.length() > MAX_LENGTH || !NAME.matcher(domain).matches()) {
            throw Failure.invalid(place, "%s must be a domain, such as acme.com".formatted(place));
        }
        return domain;
    }

    /** In lower case, international labels in punycode (RFC 3490); what cannot be translated stays as it is. */
    public static String ascii(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        if (lower.length() > MAX_LENGTH || Words.isAscii(lower)) {
            return lower;
        }
        try {
            return IDN.toASCII(lower, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException e) { // the latter of the JDK's own, for odd labels
            return lower;
        }
    }

    /** Whether anybody can have an address there, so that it never becomes a company: gmail.com and the like. */
    public static boolean isFreeMail(String domain) {
        return FREE_MAIL.contains(domain);
    }

    private static Set<String> freeMail() {
        var file = Objects.requireNonNull(Domain.class.getResourceAsStream("free-mail-domains.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
