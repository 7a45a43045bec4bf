package io.roster.access;

import java.net.URI;

/**
 * An identity provider whose tokens are taken too.
 *
 * @param keys where it publishes its keys (RFC 7517)
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must contain
 */
public record OutsideIssuer(URI keys, String issuer, String audience) {}
