package io.roster.api.http;

import io.roster.failure.Failure;
import java.util.Locale;
import java.util.Optional;

/** Which bodies are taken for JSON in UTF-8. */
final class MediaTypes {
    private static final String MERGE_PATCH = "application/merge-patch+json"; // RFC 7396

    private MediaTypes() {}

    static void requireJson(String method, Optional<String> contentType, Optional<String> contentEncoding) {
        requireIdentity(contentEncoding);
        if (!contentType.map(type -> isJson(method, type)).orElse(false)) {
            throw unsupported("Content-Type must be application/json");
        }
    }

    static void requireIdentity(Optional<String> contentEncoding) {
        if (contentEncoding
                .filter(coding -> !coding.strip().equalsIgnoreCase("identity"))
                .isPresent()) {
            throw unsupported("A body with a Content-Encoding is not taken; send it as it is");
        }
    }

    private static boolean isJson(String method, String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=") && !parameter.matches("charset=\"?utf-8\"?")) {
                return false;
            }
        }
        return type.equals("application/json") || (type.equals(MERGE_PATCH) && method.equals("PATCH"));
    }

    private static RuntimeException unsupported(String message) {
        return new Failure.UnsupportedMediaType(message).refusal();
    }
}
