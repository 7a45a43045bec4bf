package io.roster.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.testkit.TestRoster;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/** Makes tokens that the service itself would not make, signed with its own key, as it lies in the database. */
public final class TokenForge {
    private final ECKey key;

    public TokenForge(TestRoster roster) {
        try (Database database = new Database(roster.database().address(), 1)) {
            key = ECKey.parse(database.<String>read(tx -> tx.sql("select jwk from signing_key where retired_at is null")
                    .one(Row::text)));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    ECKey key() {
        return key;
    }

    /** A good token as it was, but that it expires {@code after} now, or has. */
    public String expiring(String token, Duration after) {
        return changed(
                token, claims -> claims.expirationTime(Date.from(Instant.now().plus(after))));
    }

    /** A good token with other claims. */
    String changed(String token, UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID(key.getKeyID())
                            .build(),
                    change.apply(new JWTClaimsSet.Builder(claims)).build(),
                    key);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, ECKey by) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(by));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
