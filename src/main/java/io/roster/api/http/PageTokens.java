package io.roster.api.http;

import io.roster.failure.Failure;
import io.roster.filter.FieldType;
import io.roster.search.ContactQuery;
import io.roster.search.Position;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cursors: a place in a list, sealed so that a caller can keep it and do nothing else with it. The seal covers the
 * workspace and the query, so that a cursor opens nothing but the list that it came from.
 */
public final class PageTokens {
    private static final int SEAL_BYTES = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final SecretKeySpec key;

    /** The key is shared by all servers of one database, so that any of them can open what another sealed. */
    public PageTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    public String seal(UUID workspaceId, ContactQuery query, Position position) {
        return seal(workspaceId, query.fingerprint(), position);
    }

    /** The same for a list of anything else; {@code list} says which, and no contact query can say the same. */
    public String seal(UUID workspaceId, String list, Position position) {
        List<@Nullable Object> place = new ArrayList<>();
        position.values().forEach(value -> place.add(written(value)));
        place.add(position.id().toString());
        byte[] payload = MAPPER.writeValueAsBytes(place);
        byte[] token = Arrays.copyOf(seal(workspaceId, list, payload), SEAL_BYTES + payload.length);
        System.arraycopy(payload, 0, token, SEAL_BYTES, payload.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The place that {@code text} seals; anything but a cursor of this very list is refused. */
    public Position open(UUID workspaceId, ContactQuery query, String text) {
        return open(
                workspaceId,
                query.fingerprint(),
                query.sort().keys().stream().map(key -> key.field().type()).toList(),
                text);
    }

    /** The same for a list of anything else, whose places have values of {@code types}. */
    public Position open(UUID workspaceId, String list, List<FieldType> types, String text) {
        byte[] token = decoded(text);
        byte[] payload = Arrays.copyOfRange(token, SEAL_BYTES, token.length);
        byte[] given = Arrays.copyOf(token, SEAL_BYTES);
        if (!MessageDigest.isEqual(given, seal(workspaceId, list, payload))) {
            throw refused();
        }
        JsonNode place = MAPPER.readTree(payload);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            values.add(read(types.get(i), place.get(i)));
        }
        return new Position(values, UUID.fromString(place.get(types.size()).stringValue()));
    }

    private byte[] seal(UUID workspaceId, String list, byte[] payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((workspaceId + "|" + list + "|").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(payload), SEAL_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] decoded(String text) {
        try {
            byte[] token = Base64.getUrlDecoder().decode(text);
            // The last character of a Base64 text has bits to spare: only the canonical text is a cursor.
            if (token.length > SEAL_BYTES
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(token)
                            .equals(text)) {
                return token;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like every other text that is no cursor.
        }
        throw refused();
    }

    private static @Nullable Object written(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant at -> at.toEpochMilli();
            case Boolean flag -> flag;
            case Object other -> other.toString();
        };
    }

    private static @Nullable Object read(FieldType type, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return switch (type) {
            case TEXT, DATE -> value.stringValue();
            case NUMBER -> new BigDecimal(value.stringValue());
            case BOOLEAN -> value.booleanValue();
            case TIME -> Instant.ofEpochMilli(value.longValue());
            case ID -> UUID.fromString(value.stringValue());
            case TEXTS, CHOICES -> throw new IllegalArgumentException("a list of texts is nothing to sort by");
        };
    }

    private static RuntimeException refused() {
        return Failure.invalid(
                "cursor", "cursor must be the next_cursor of the same list, with the same filters and sort");
    }
}
