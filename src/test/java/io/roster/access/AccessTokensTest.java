package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.roster.db.Database;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final String TOKEN = "/api/v1/auth/token/";
    private static final String CONTACTS = "/api/v1/contacts/";

    private static TestRoster roster;
    private static TestRoster other;
    private static TestClient key;
    private static String token;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        other = TestRoster.on(roster.database(), Map.of());
        key = roster.workspace("contacts:write", "segments:read");
        token = key.post(TOKEN, Map.of()).expect(200).text("access_token");
    }

    @AfterAll
    static void stop() {
        other.close();
        roster.close();
    }

    @Test
    void aTokenDoesWhatItsKeyDoesOnEveryServer() throws Exception {
        Answer issued =
                key.send("POST", TOKEN, BodyPublishers.noBody(), Map.of()).expect(200);
        assertThat(issued.json().propertyNames()).containsExactly("access_token", "token_type", "expires_in", "scope");
        assertThat(issued.text("token_type")).isEqualTo("Bearer");
        assertThat(issued.json().get("expires_in").intValue()).isEqualTo(3600);
        assertThat(issued.text("scope")).isEqualTo("contacts:write segments:read");
        assertThat(issued.header("Cache-Control")).contains("no-store");
        TestClient bearer = key.bearing(issued.text("access_token"));
        bearer.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
        bearer.at(other.url()).get(CONTACTS).expect(200);
        assertThat(SignedJWT.parse(issued.text("access_token"))
                        .getJWTClaimsSet()
                        .getClaims())
                .containsOnlyKeys("iss", "aud", "sub", "ws", "scope", "iat", "exp", "jti");
    }

    @Test
    void aTokenMayHaveLessThanItsKeyButNeverMore() {
        String reading = key.post(TOKEN, Map.of("scopes", List.of("contacts:read"), "expires_in", 60))
                .expect(200)
                .text("access_token");
        key.bearing(reading).get(CONTACTS).expect(200);
        key.bearing(reading).post(CONTACTS, Map.of("email", "b@acme.com")).expect(403);
        Answer refused =
                key.post(TOKEN, Map.of("scopes", List.of("segments:write"))).expect(403);
        assertThat(refused.body()).contains("segments:write");
        key.post(TOKEN, Map.of("scopes", List.of("*"))).expect(403);
        key.post(TOKEN, Map.of("scopes", List.of("everything"))).expectError(400, "validation_error", "scopes[0]");
        for (int seconds : List.of(59, 3601, -1)) {
            key.post(TOKEN, Map.of("expires_in", seconds)).expectError(400, "validation_error", "expires_in");
        }
    }

    @Test
    void aTokenGetsNoOtherToken() {
        key.bearing(token).post(TOKEN, Map.of()).expect(403);
    }

    @Test
    void revokingTheKeyRevokesItsTokens() {
        String workspace = roster.operator()
                .post("/api/v1/admin/workspaces/", Map.of("name", "R"))
                .text("id");
        String keys = "/api/v1/admin/workspaces/" + workspace + "/api-keys/";
        Answer made = roster.operator().post(keys, Map.of("name", "k", "scopes", List.of("*")));
        TestClient bearer = roster.anyone()
                .bearing(roster.anyone()
                        .bearing(made.text("key"))
                        .post(TOKEN, Map.of())
                        .text("access_token"));
        bearer.get(CONTACTS).expect(200);
        roster.operator().delete(keys + made.text("id") + "/").expect(200);
        bearer.get(CONTACTS).expect(401);
    }

    @Test
    void theSignatureIsVerifiedWithThePublishedKeysWhichHoldNothingPrivate() throws Exception {
        Answer published = roster.anyone().get("/.well-known/jwks.json").expect(200);
        assertThat(published.body()).doesNotContain("\"d\"");
        SignedJWT jwt = SignedJWT.parse(token);
        ECKey by = (ECKey)
                JWKSet.parse(published.body()).getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(jwt.verify(new ECDSAVerifier(by))).isTrue();
    }

    @Test
    void aRetiredKeyStillVerifiesAndTheNewOneSigns() throws Exception {
        TestClient before = key.bearing(key.post(TOKEN, Map.of()).text("access_token"));
        String id;
        try (Database database = new Database(roster.database().address(), 1)) {
            id = new SigningKeys(database, new SecureRandom(), InstantSource.system(), Ticker.systemTicker()).rotate();
        }
        before.get(CONTACTS).expect(200);
        Thread.sleep(Duration.ofMillis(3_100)); // as long as a server remembers the keys
        String after = key.post(TOKEN, Map.of()).text("access_token");
        assertThat(SignedJWT.parse(after).getHeader().getKeyID()).isEqualTo(id);
        key.bearing(after).at(other.url()).get(CONTACTS).expect(200);
        before.get(CONTACTS).expect(200);
        assertThat(JWKSet.parse(roster.anyone().get("/.well-known/jwks.json").body())
                        .getKeys())
                .hasSizeGreaterThan(1);
    }

    @Test
    void clocksMayDifferByAMinute() {
        TokenForge forge = new TokenForge(roster);
        key.bearing(forge.expiring(token, Duration.ofSeconds(-40)))
                .get(CONTACTS)
                .expect(200);
        key.bearing(forge.expiring(token, Duration.ofSeconds(-80)))
                .get(CONTACTS)
                .expect(401);
    }

    @Test
    void aTokenThatIsNotAllRightIsRefused() throws Exception {
        TokenForge forge = new TokenForge(roster);
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        String foreignWorkspace = "ws_0000000000000000000001";
        key.bearing(forge.changed(token, it -> it)).get(CONTACTS).expect(200);
        refuse(new PlainJWT(claims).serialize(), "alg none");
        refuse(token.substring(0, token.lastIndexOf('.') + 1), "no signature");
        refuse(signedBySharedSecret(claims, forge.key()), "the public key as a shared secret");
        refuse(withItsOwnKey(claims), "a key that came with the token");
        refuse(tampered(token), "tampered with");
        refuse(forge.changed(token, it -> it.issuer("somebody")), "issuer");
        refuse(forge.changed(token, it -> it.audience("somebody")), "audience");
        refuse(forge.changed(token, it -> it.claim("ws", foreignWorkspace)), "workspace");
        refuse(forge.changed(token, it -> it.subject("key_0000000000000000000001")), "subject");
        refuse(
                forge.changed(
                        token, it -> it.notBeforeTime(Date.from(Instant.now().plusSeconds(90)))),
                "not yet");
        for (String claim : List.of("iss", "aud", "sub", "ws", "scope", "iat", "exp", "jti")) {
            refuse(forge.changed(token, it -> it.claim(claim, null)), "without " + claim);
        }
        for (String nonsense : List.of("..", "a.b.c", "eyJhbGciOiJub25lIn0..", "é.é.é", "." + token)) {
            refuse(nonsense, nonsense);
        }
    }

    private static void refuse(String forged, String why) {
        assertThat(key.bearing(forged).get(CONTACTS).status()).as(why).isEqualTo(401);
    }

    private static String signedBySharedSecret(JWTClaimsSet claims, ECKey publicKey) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(publicKey.getKeyID())
                        .build(),
                claims);
        jwt.sign(new MACSigner(publicKey.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }

    private static String withItsOwnKey(JWTClaimsSet claims) throws Exception {
        ECKey mine = new ECKeyGenerator(Curve.P_256).keyID("mine").generate();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID("mine")
                .jwk(mine.toPublicJWK())
                .jwkURL(URI.create("http://127.0.0.1:1/jwks.json"))
                .build();
        return TokenForge.signed(header, claims, mine);
    }

    private static String tampered(String whole) {
        int at = whole.indexOf('.') + 20;
        return whole.substring(0, at) + (whole.charAt(at) == 'A' ? 'B' : 'A') + whole.substring(at + 1);
    }
}
