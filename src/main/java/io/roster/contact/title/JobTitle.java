package io.roster.contact.title;

import io.roster.contact.Seniority;
import org.jspecify.annotations.Nullable;

/**
 * What a job title says of its holder: how senior, and in which department of the closed list at the head of
 * {@code vocabulary.txt}. Null where the title does not tell.
 */
public record JobTitle(
        @Nullable Seniority seniority, @Nullable String department) {
    static final JobTitle UNKNOWN = new JobTitle(null, null);
}
