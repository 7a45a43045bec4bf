package io.roster.enrichment;

import io.roster.company.Domain;
import io.roster.contact.EmailAddress;
import io.roster.contact.VerificationStatus;
import io.roster.failure.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an address tells of itself. Whether anybody reads its mail is not among it, so that nothing is called valid here.
 */
public final class AddressCheck {
    private static final Set<String> DISPOSABLE = lines("disposable-domains.txt");
    private static final Set<String> ROLES = lines("role-names.txt");

    /** Whether a domain takes mail at all; empty where that could not be found out. */
    @FunctionalInterface
    public interface MailDomains {
        Optional<Boolean> takeMail(String domain);
    }

    private final MailDomains domains;

    public AddressCheck(MailDomains domains) {
        this.domains = domains;
    }

    /** Nothing but the address is looked at. */
    public static AddressCheck offline() {
        return new AddressCheck(domain -> Optional.empty());
    }

    VerificationStatus check(String email) {
        try {
            EmailAddress.normalise("email", email);
        } catch (Refusal refusal) {
            return VerificationStatus.INVALID;
        }
        String domain = EmailAddress.domain(email);
        if (domains.takeMail(domain).filter(takes -> !takes).isPresent()) {
            return VerificationStatus.INVALID;
        }
        String name = email.substring(0, email.length() - domain.length() - 1);
        boolean risky = Domain.isFreeMail(domain) || DISPOSABLE.contains(domain) || ROLES.contains(name);
        return risky ? VerificationStatus.RISKY : VerificationStatus.UNKNOWN;
    }

    private static Set<String> lines(String name) {
        var file = Objects.requireNonNull(AddressCheck.class.getResourceAsStream(name));
        try (var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
