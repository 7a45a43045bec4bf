package io.roster.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a webhook, new or there; what is null stays, or is as a new one has it.
 *
 * @param description null clears it, when it is given
 */
public record WebhookPatch(
        @Nullable String url,
        @Nullable List<String> events,
        boolean givesDescription,
        @Nullable String description,
        Webhook.@Nullable Status status) {}
