package io.roster.suppression;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A batch of addresses with their hashes and those of their domains, each worked out once. */
final class HashedAddresses {
    private final Map<String, AddressHash> emails = new HashMap<>();
    private final Map<String, List<AddressHash>> domains = new HashMap<>();

    HashedAddresses(AddressHashing hashing, Collection<String> addresses) {
        AddressHashing.Many many = hashing.many();
        for (String email : addresses) {
            emails.put(email, many.ofEmail(email));
            domains.computeIfAbsent(domain(email), many::ofDomains);
        }
    }

    AddressHash of(String email) {
        AddressHash hash = emails.get(email);
        if (hash == null) {
            throw new IllegalArgumentException("an address that is not of the batch");
        }
        return hash;
    }

    List<AddressHash> domainsOf(String email) {
        return domains.getOrDefault(domain(email), List.of());
    }

    Collection<AddressHash> emails() {
        return emails.values();
    }

    Collection<AddressHash> emailsAndDomains() {
        Set<AddressHash> all = new HashSet<>(emails.values());
        domains.values().forEach(all::addAll);
        return all;
    }

    private static String domain(String email) {
        return email.substring(email.lastIndexOf('@') + 1);
    }
}
