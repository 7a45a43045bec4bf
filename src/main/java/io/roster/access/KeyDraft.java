package io.roster.access;

import java.util.Optional;

/** What an API key shall be. */
public record KeyDraft(String name, Grant grant, Optional<RateLimit> rateLimit) {}
