package io.roster.company;

import java.util.UUID;

/** What a request says about a contact's company. */
public sealed interface CompanyChoice {
    CompanyChoice KEEP = new Keep();
    CompanyChoice DETACH = new Detach();

    /** Nothing was said: a new contact takes the company of its address's domain, an old one keeps what it has. */
    record Keep() implements CompanyChoice {}

    /** No company. */
    record Detach() implements CompanyChoice {}

    /** The workspace's company of this domain, made when there is none yet. The domain is normalised. */
    record ByDomain(String domain) implements CompanyChoice {}

    /** A company that is there already. */
    record ById(UUID id) implements CompanyChoice {}
}
