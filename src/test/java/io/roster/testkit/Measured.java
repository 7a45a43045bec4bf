package io.roster.testkit;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server tells of itself at {@code /metrics}. */
public record Measured(TestClient operator) {
    /** All of it. */
    public String text() {
        return operator.get("/metrics").expect(200).body();
    }

    /** The names of all series, with their {@code _count}, {@code _sum} and {@code _bucket}. */
    public Set<String> names() {
        return text().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toSet());
    }

    /** The value of a series, written as it is there, without what lies in braces where it has no labels; -1 for none. */
    public double value(String series) {
        Matcher line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(text());
        return line.find() ? Double.parseDouble(line.group(1)) : -1;
    }

    /** Waits until the series has this value: much is counted after it was answered. */
    public void await(String series, double value) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (value(series) < value && System.nanoTime() < until) {
            Thread.sleep(20);
        }
        if (value(series) < value) {
            throw new AssertionError("%s: at least %s expected in%n%s".formatted(series, value, text()));
        }
    }
}
