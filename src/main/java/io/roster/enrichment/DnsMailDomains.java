package io.roster.enrichment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.InitialDirContext;

/**
 * Asks the DNS whether a domain takes mail: it has a mail exchanger, or an address (RFC 5321, 5.1), and does not say that
 * it takes none (RFC 7505).
 */
public final class DnsMailDomains implements AddressCheck.MailDomains {
    private static final int MOST = 10_000;

    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofHours(6))
            .build();

    @Override
    public Optional<Boolean> takeMail(String domain) {
        Boolean before = known.getIfPresent(domain);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<Boolean> found = ask(domain);
        found.ifPresent(takes -> known.put(domain, takes));
        return found;
    }

    /** The domain has letters, digits, hyphens and dots only, and the context is that of the DNS: no object comes of it. */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static Optional<Boolean> ask(String domain) {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put("com.sun.jndi.dns.timeout.initial", "2000");
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            InitialDirContext dns = new InitialDirContext(settings);
            try {
                Attributes found = dns.getAttributes(domain, new String[] {"MX", "A", "AAAA"});
                Attribute exchangers = found.get("MX");
                boolean refuses = exchangers != null
                        && exchangers.size() == 1
                        && exchangers.get(0).toString().endsWith(" .");
                return Optional.of(found.size() > 0 && !refuses);
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            return Optional.of(false);
        } catch (NamingException e) {
            return Optional.empty();
        }
    }
}
