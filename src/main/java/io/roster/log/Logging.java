package io.roster.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends what the program and its libraries log to standard error, through whichever of SLF4J, java.util.logging and
 * System.Logger they log. Standard output is left to what was asked for. Libraries are heard from WARN upwards, from
 * INFO upwards when the program itself speaks at DEBUG.
 */
public final class Logging {
    // A message is one line, whatever a request managed to bring into it.
    private static final String TEXT = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0}: "
            + "%replace(%msg){'[\\p{Cntrl}]+', ' '} %replace(%mdc %kvp){'[\\p{Cntrl}]+', ' '}%n%ex";

    private Logging() {}

    /** Sets the format and the program's level. Before it is called, warnings are written as text. */
    public static void start(LogFormat format, org.slf4j.event.Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        configure(context, format, Level.convertAnSLF4JLevel(level));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static void configure(LoggerContext context, LogFormat format, Level level) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, format));
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(level == Level.DEBUG ? Level.INFO : Level.WARN);
        context.getLogger("io.roster").setLevel(level);
        context.getLogger("roster").setLevel(level); // the requests
        // It warns, with a stack trace, of every caller that goes away within its headers.
        context.getLogger("io.helidon.webserver.http1.Http1Connection").setLevel(Level.ERROR);
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
        Encoder<ILoggingEvent> encoder = switch (format) {
            case JSON -> new JsonLines();
            case TEXT -> text();
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static PatternLayoutEncoder text() {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setPattern(TEXT);
        return text;
    }
}
