package io.roster.api.nimbus;

import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.changelog.Change;
import io.roster.failure.Failure;
import io.roster.webhook.Webhook;
import io.roster.webhook.WebhookPatch;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a caller says of a webhook. */
final class NimbusWebhookFields {
    private static final int MAX_DESCRIPTION = 255;
    private static final Set<String> READ_ONLY = Set.of("id", "created_at", "secret");

    private NimbusWebhookFields() {}

    static WebhookPatch draft(Fields fields) {
        fields.text("url").required();
        fields.texts("events").required();
        return patch(fields);
    }

    static WebhookPatch patch(Fields fields) {
        Given<String> url = fields.text("url");
        Given<List<String>> events = fields.texts("events");
        Given<String> description = fields.text("description");
        Given<String> status = fields.text("status");
        WebhookPatch patch = new WebhookPatch(
                url.isGiven() ? url.required() : null,
                events.isGiven() ? events(events) : null,
                description.isGiven(),
                description(description),
                status.isGiven() ? status(status) : null);
        fields.refuseOthers(READ_ONLY);
        return patch;
    }

    private static List<String> events(Given<List<String>> given) {
        List<String> events = given.required();
        if (events.isEmpty()) {
            throw Failure.invalid(given.place(), "events must name at least one of " + types());
        }
        for (int i = 0; i < events.size(); i++) {
            if (Change.Type.of(events.get(i)).isEmpty()) {
                throw Failure.invalid("%s[%d]".formatted(given.place(), i), "Not a type of event; they are " + types());
            }
        }
        return List.copyOf(new LinkedHashSet<>(events));
    }

    private static String types() {
        return Arrays.stream(Change.Type.values()).map(Change.Type::wire).collect(Collectors.joining(", "));
    }

    private static @Nullable String description(Given<String> given) {
        String text = given.value().map(String::strip).orElse("");
        if (text.codePointCount(0, text.length()) > MAX_DESCRIPTION) {
            throw Failure.invalid(
                    given.place(), "description must have at most %d characters".formatted(MAX_DESCRIPTION));
        }
        return text.isEmpty() ? null : text;
    }

    /** A webhook that was disabled can be sent back as it was read; nobody else can disable one. */
    private static Webhook.@Nullable Status status(Given<String> given) {
        return switch (given.required()) {
            case "active" -> Webhook.Status.ACTIVE;
            case "paused" -> Webhook.Status.PAUSED;
            case "disabled" -> null;
            default -> throw Failure.invalid(given.place(), "status must be active or paused");
        };
    }
}
