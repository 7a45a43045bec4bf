package io.roster.company;

import java.util.List;
import java.util.Optional;

/**
 * Which companies are asked for.
 *
 * @param domain exactly this one, in its stored form
 * @param words each the beginning of a word of the name or the domain
 */
public record CompanyQuery(Optional<String> domain, List<String> words) {
    public CompanyQuery {
        words = List.copyOf(words);
    }
}
