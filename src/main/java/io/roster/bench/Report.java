package io.roster.bench;

import io.roster.bench.Line.Figure;
import io.roster.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table, which grows line by line as the benchmarks end. */
final class Report {
    private static final int NAME_WIDTH = 40;
    private static final int WIDTH = 12;

    private final List<Line> lines = new ArrayList<>();
    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
        StringBuilder head = new StringBuilder(pad("benchmark", -NAME_WIDTH));
        for (Figure figure : Figure.values()) {
            head.append(pad(figure.heading(), WIDTH));
        }
        say(head + "  must");
    }

    void add(Line line) {
        lines.add(line);
        StringBuilder text = new StringBuilder(pad(line.benchmark(), -NAME_WIDTH));
        for (Figure figure : Figure.values()) {
            text.append(pad(line.written(figure), WIDTH));
        }
        say(text + "  " + line.verdict());
    }

    /** Says what goes on meanwhile. */
    void say(String text) {
        out.println(text);
        out.flush();
    }

    /** Writes all lines as JSON, with what they were measured on. */
    void write(Path file, Map<String, Object> setting) throws IOException {
        Files.writeString(
                file,
                Json.write(Map.of(
                                "setting",
                                setting,
                                "lines",
                                lines.stream().map(Line::json).toList()))
                        + "\n");
    }

    private static String pad(String text, int width) {
        return String.format("%" + width + "s", text);
    }
}
