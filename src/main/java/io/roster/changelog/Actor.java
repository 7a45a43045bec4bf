package io.roster.changelog;

import java.util.Locale;

/**
 * Who caused a change, and by which way in.
 *
 * @param name of the key, the import or the rule
 */
public record Actor(String name, Source source) {
    /** The ways in which a contact changes. */
    public enum Source {
        API,
        IMPORT,
        ENGINE,
        ENRICHMENT,
        SCORING,
        MERGE;

        /** As it is written in the API and in the store: {@code api}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
