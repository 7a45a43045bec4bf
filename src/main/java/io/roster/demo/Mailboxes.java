package io.roster.demo;

import io.roster.contact.EmailAddress;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Hands out the addresses of one run of contacts, each once. */
final class Mailboxes {
    private static final List<String> FREE =
            List.of("gmail.com", "outlook.com", "yahoo.com", "icloud.com", "proton.me");
    private static final List<String> ROLES = List.of("info", "sales", "office", "purchasing", "hello", "contact");

    /** So many are told apart by remembering them; those after by their number, so that millions take no memory. */
    private static final int REMEMBERED = 10_000;

    private final Set<String> taken = new HashSet<>();
    private int given;

    /** An address at a company's domain, spelled the way that this company spells them. */
    String atWork(Person person, String domain) {
        String first = ascii(person.first());
        String last = ascii(person.last());
        String name = switch (Math.floorMod(domain.hashCode(), 5)) {
            case 0 -> first.charAt(0) + last;
            case 1 -> first;
            case 2 -> first + "_" + last;
            default -> first + "." + last;
        };
        return unique(name, domain);
    }

    /** An address that anybody can have. Its start keeps it from being that of a living person. */
    String personal(Person person, Random random) {
        String name = "roster.demo." + ascii(person.first()) + "." + ascii(person.last());
        return unique(name, FREE.get(random.nextInt(FREE.size())));
    }

    /** An address that belongs to no one person. */
    String role(String domain, Random random) {
        return unique(ROLES.get(random.nextInt(ROLES.size())), domain);
    }

    private String unique(String name, String domain) {
        given++;
        if (given > REMEMBERED) {
            return address(name + given, domain);
        }
        String address = address(name, domain);
        for (int another = 2; !taken.add(address); another++) {
            address = address(name + another, domain);
        }
        return address;
    }

    private static String address(String name, String domain) {
        return EmailAddress.normalise("email", name + "@" + domain);
    }

    /** A name in the letters that addresses are commonly spelled with. */
    static String ascii(String name) {
        String spelled = name.toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("ı", "i");
        return Normalizer.normalize(spelled, Normalizer.Form.NFD).replaceAll("[^a-z]", "");
    }
}
