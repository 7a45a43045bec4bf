package io.roster;

import io.roster.webhook.WebhookListener;
import io.roster.webhook.WebhookSecret;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster webhook-listen}: a receiver to try webhooks with, in the foreground. */
@Command(
        name = "webhook-listen",
        description = "Receives webhooks on this machine, prints them, and verifies their signatures.")
final class WebhookListenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PORT", description = "Port to listen on; 0 takes a free one.")
    private String port = "0";

    @Option(
            names = "--secret",
            paramLabel = "whsec_…",
            description = "The webhook's secret. Without it, signatures are not verified.")
    private @Nullable String secret;

    @Override
    public Integer call() throws Exception {
        int number = checked(port);
        Optional<String> key = Optional.ofNullable(secret).map(this::checkedSecret);
        PrintWriter out = spec.commandLine().getOut();
        Foreground.run(() -> {
            WebhookListener listener = listen(number, key, out);
            out.println("listening on http://127.0.0.1:" + listener.port() + "/");
            out.flush();
            return listener;
        });
        return 0;
    }

    private static WebhookListener listen(int port, Optional<String> key, PrintWriter out) {
        try {
            return WebhookListener.start(port, key, out);
        } catch (IOException e) {
            throw new StartupFailure("cannot listen on port %d: %s".formatted(port, e.getMessage()), e);
        }
    }

    private int checked(String text) {
        try {
            return Syntax.port(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "PORT must be a whole number from 0 to 65535");
        }
    }

    private String checkedSecret(String text) {
        try {
            WebhookSecret.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--secret must be a webhook's secret, which begins with whsec_");
        }
    }
}
