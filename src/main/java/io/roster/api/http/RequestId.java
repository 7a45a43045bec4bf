package io.roster.api.http;

import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id that an answer and the log know a request by: the caller's own when it sent a sane one. */
final class RequestId {
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {}

    static String of(Optional<String> sent, UuidV7 ids) {
        return sent.filter(id -> SANE.matcher(id).matches()).orElseGet(() -> IdKind.REQUEST.format(ids.next()));
    }
}
