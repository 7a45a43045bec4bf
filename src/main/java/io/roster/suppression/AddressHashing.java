package io.roster.suppression;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes addresses and domains. Both are taken in their stored form. */
public final class AddressHashing {
    private final Mac keyed;

    /** The key is shared by all servers of one database, and never changes: what was hashed by it could not be found. */
    public AddressHashing(byte[] key) {
        try {
            keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The hash of an address, for a log that must not tell the address. */
    public byte[] hashOfEmail(String email) {
        return ofEmail(email).bytes().clone();
    }

    AddressHash ofEmail(String email) {
        return many().ofEmail(email);
    }

    AddressHash ofDomain(String domain) {
        return many().ofDomain(domain);
    }

    /** For hashing many, by one thread: what all have in common is made once. */
    Many many() {
        try {
            return new Many((Mac) keyed.clone()); // which is quicker than to look one up
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HmacSHA256 can be cloned", e);
        }
    }

    /** Hashes one after the other. */
    static final class Many {
        private final Mac mac;

        private Many(Mac mac) {
            this.mac = mac;
        }

        AddressHash ofEmail(String email) {
            return hash("email:" + email);
        }

        AddressHash ofDomain(String domain) {
            return hash("domain:" + domain);
        }

        /** A domain's hash, and those of the domains above, whose suppression covers it. */
        List<AddressHash> ofDomains(String domain) {
            List<AddressHash> hashes = new ArrayList<>();
            for (String rest = domain; rest.indexOf('.') > 0; rest = rest.substring(rest.indexOf('.') + 1)) {
                hashes.add(ofDomain(rest));
            }
            return hashes;
        }

        private AddressHash hash(String text) {
            return new AddressHash(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
