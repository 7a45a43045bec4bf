package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutsideTokensTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final String ISSUER = "https://id.example.com";
    private static final AtomicInteger FETCHES = new AtomicInteger();

    private static HttpServer provider;
    private static RSAKey key;
    private static TestRoster roster;
    private static String workspaceId;

    @BeforeAll
    static void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("theirs").generate();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            FETCHES.incrementAndGet();
            byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        provider.start();
        roster = TestRoster.start(settings(provider.getAddress().getPort()));
        workspaceId = roster.operator()
                .post("/api/v1/admin/workspaces/", Map.of("name", "Outside"))
                .text("id");
    }

    @AfterAll
    static void stop() {
        roster.close();
        provider.stop(0);
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "ROSTER_JWT_JWKS_URL",
                "http://127.0.0.1:%d/keys".formatted(port),
                "ROSTER_JWT_ISSUER",
                ISSUER,
                "ROSTER_JWT_AUDIENCE",
                "contacts");
    }

    @Test
    void theProvidersTokenOpensTheWorkspaceAndTheScopesThatItNames() throws Exception {
        TestClient bearer = roster.anyone().bearing(token(claims().build()));
        bearer.get(CONTACTS).expect(200);
        bearer.post(CONTACTS, Map.of("email", "a@acme.com")).expect(403);
        bearer.post("/api/v1/auth/token/", Map.of()).expect(403);
        int before = FETCHES.get();
        bearer.get(CONTACTS).expect(200);
        assertThat(FETCHES).hasValue(before);
    }

    @Test
    void aTokenForSomebodyElseOrOfNoWorkspaceIsRefused() throws Exception {
        refuse(claims().audience("billing").build());
        refuse(claims().issuer("https://elsewhere.example.com").build());
        refuse(claims().claim("ws", null).build());
        refuse(claims().claim("ws", "ws_0000000000000000000001").build());
        refuse(claims().claim("ws", "acme").build());
        refuse(claims().expirationTime(Date.from(Instant.now().minusSeconds(90)))
                .build());
        refuse(claims().issuer("roster").audience("roster").build());
    }

    @Test
    void aProviderThatIsAwayIsNoFaultOfTheToken() throws Exception {
        HttpServer gone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = gone.getAddress().getPort();
        gone.stop(0);
        try (TestRoster lonely = TestRoster.on(roster.database(), settings(port))) {
            lonely.anyone().bearing(token(claims().build())).get(CONTACTS).expect(503);
        }
    }

    private static void refuse(JWTClaimsSet claims) throws Exception {
        assertThat(roster.anyone().bearing(token(claims)).get(CONTACTS).status())
                .as(claims.toString())
                .isEqualTo(401);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("contacts")
                .subject("user-1")
                .claim("ws", workspaceId)
                .claim("scope", "openid contacts:read")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static String token(JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("theirs").build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
