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
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks the DNS whether a domain takes mail: it has a mail exchanger, or an address (RFC 5321, 5.1), and does not say that
 * it takes none (RFC 7505).
 */
public final class DnsMailDomains implements AddressCheck.MailDomains {
    private static final int MOST = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofHours(6))
            .build();

    private final Hashtable<String, String> settings;

    /** Asks the servers that this machine asks. */
    public DnsMailDomains() {
        this("dns:", PATIENCE);
    }

    /**
     * @param servers as a URL of JNDI's: {@code dns://127.0.0.1:5353}
     * @param patience how long the first answer may take; the second may take twice as long
     */
    @SuppressWarnings("JdkObsolete") // JNDI takes no other map
    DnsMailDomains(String servers, Duration patience) {
        settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, servers);
        settings.put("com.sun.jndi.dns.timeout.initial", Long.toString(patience.toMillis()));
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
    }

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

    /**
     * The domain has letters, digits, hyphens and dots only, and the context is that of the DNS: no object comes of it. The
     * kinds of records are asked for one by one, for many servers refuse to tell them all at once (RFC 8482).
     */
    @SuppressWarnings("BanJNDI")
    private Optional<Boolean> ask(String domain) {
        try {
            InitialDirContext dns = new InitialDirContext(settings);
            try {
                Attribute exchangers = records(dns, domain, "MX");
                if (exchangers != null) {
                    return Optional.of(!isNone(exchangers));
                }
                return Optional.of(records(dns, domain, "A") != null || records(dns, domain, "AAAA") != null);
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            return Optional.of(false);
        } catch (NamingException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("BanJNDI")
    private static @Nullable Attribute records(InitialDirContext dns, String domain, String kind)
            throws NamingException {
        return dns.getAttributes(domain, new String[] {kind}).get(kind);
    }

    private static boolean isNone(Attribute exchangers) throws NamingException {
        return exchangers.size() == 1 && exchangers.get(0).toString().endsWith(" .");
    }
}
