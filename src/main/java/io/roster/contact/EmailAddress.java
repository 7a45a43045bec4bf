package io.roster.contact;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import io.roster.company.Domain;
import io.roster.failure.Failure;
import java.util.Locale;

/** The one form in which an e-mail address is stored and compared: lower case, its domain in punycode. */
public final class EmailAddress {
    private static final int MAX_LENGTH = 254; // RFC 5321, 4.5.3.1.3, less the angle brackets
    private static final EmailValidator VALIDATOR = JMail.strictValidator()
            .requireTopLevelDomain()
            .disallowIpDomain()
            .disallowExplicitSourceRouting()
            .disallowObsoleteWhitespace()
            .disallowQuotedIdentifiers();

    private EmailAddress() {}

    /** The address in its stored form, or refused with {@code place} as the field's name. */
    public static String normalise(String place, String raw) {
        String address = raw.strip();
        if (address.isEmpty()) {
            throw Failure.invalid(place, "Email is required");
        }
        String lower = address.toLowerCase(Locale.ROOT);
        String domain = domain(lower);
        String ascii = Domain.ascii(domain);
        String normal = ascii.equals(domain)
                ? lower
                : lower.substring(0, lower.length() - domain.length()).concat(ascii);
        if (normal.length() > MAX_LENGTH) {
            throw Failure.invalid(place, "%s must have at most %d characters".formatted(place, MAX_LENGTH));
        }
        if (!VALIDATOR.isValid(normal)) {
            throw Failure.invalid(place, "%s must be a valid e-mail address".formatted(place));
        }
        return normal;
    }

    /** The domain of an address in its stored form. */
    public static String domain(String email) {
        return email.substring(email.lastIndexOf('@') + 1);
    }
}
