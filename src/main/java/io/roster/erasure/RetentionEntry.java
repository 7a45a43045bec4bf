package io.roster.erasure;

import io.roster.id.IdKind;
import io.roster.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One erasure, as the retention log keeps it: without the person.
 *
 * @param number its place in the workspace's chain, from 1 on
 * @param emailHash HMAC-SHA256 of the address under the service's key
 * @param erased how many of what, as a JSON object
 * @param previousHash the hash of the entry before; 32 zero bytes for the first
 * @param hash of all that it says
 */
public record RetentionEntry(
        UUID id,
        long number,
        UUID contactId,
        byte[] emailHash,
        String requestedBy,
        @Nullable String reason,
        String erased,
        Instant erasedAt,
        byte[] previousHash,
        byte[] hash) {
    static final byte[] BEFORE_THE_FIRST = new byte[32];

    /**
     * This entry with the hash of all that it says: SHA-256 of a JSON array of the texts that the API shows, so that
     * anybody who has the log can work it out.
     */
    RetentionEntry sealed(UUID workspaceId) {
        String text = Json.write(Arrays.asList(
                IdKind.WORKSPACE.format(workspaceId),
                Long.toString(number),
                IdKind.RETENTION.format(id),
                IdKind.CONTACT.format(contactId),
                HexFormat.of().formatHex(emailHash),
                requestedBy,
                reason,
                erased,
                erasedAt.toString(),
                HexFormat.of().formatHex(previousHash)));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new RetentionEntry(
                    id, number, contactId, emailHash, requestedBy, reason, erased, erasedAt, previousHash, digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
