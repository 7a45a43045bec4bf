package io.roster.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code thread}, {@code message},
 * {@code error} with the stack trace, then the event's own keys and those of its thread's context, such as a request's id.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final int USUAL_LENGTH = 512;
    private static final byte[] NOTHING = {};

    private final CachingDateFormatter time = new CachingDateFormatter("uuuu-MM-dd'T'HH:mm:ss.SSSX", ZoneOffset.UTC);
    private final JsonStringEncoder strings = JsonStringEncoder.getInstance();

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(USUAL_LENGTH).append('{');
        Set<String> names = new HashSet<>();
        add(line, names, "time", time.format(event.getTimeStamp()));
        add(line, names, "level", event.getLevel());
        add(line, names, "logger", event.getLoggerName());
        add(line, names, "thread", event.getThreadName());
        add(line, names, "message", event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            add(line, names, "error", ThrowableProxyUtil.asString(thrown));
        }
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> add(line, names, pair.key, pair.value));
        }
        event.getMDCPropertyMap().forEach((name, value) -> add(line, names, name, value));
        return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a field, unless there is one of that name already. */
    private void add(StringBuilder line, Set<String> names, String name, @Nullable Object value) {
        if (!names.add(name)) {
            return;
        }
        if (names.size() > 1) {
            line.append(',');
        }
        line.append('"');
        strings.quoteAsString(name, line);
        line.append("\":");
        switch (value) {
            case Long number -> line.append(number.longValue());
            case Integer number -> line.append(number.intValue());
            case Boolean truth -> line.append(truth.booleanValue());
            case Double number when Double.isFinite(number) -> line.append(number.doubleValue());
            case null, default -> {
                line.append('"');
                strings.quoteAsString(String.valueOf(value), line);
                line.append('"');
            }
        }
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
