package io.roster.access;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key that access tokens are or were signed with; its id is the key's RFC 7638 thumbprint. */
record SigningKey(ECKey jwk, Instant createdAt, @Nullable Instant retiredAt) {
    String id() {
        return jwk.getKeyID();
    }

    /** Without the private part, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
