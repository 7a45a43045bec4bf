package io.roster.console;

import io.roster.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command shows what it was answered, a mixin: as a table for people, or as JSON for programs. */
public final class Display {
    private static final String GAP = "  ";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON, as the server answers it.")
    private boolean json;

    /** One object, a line for each of its fields. */
    public void object(Map<String, Object> object) {
        if (json) {
            print(List.of(Json.write(object)));
            return;
        }
        print(aligned(object.entrySet().stream()
                .map(field -> List.of(field.getKey(), text(field.getValue())))
                .toList()));
    }

    /** A table of {@code rows}, a line each, below the names of the {@code columns} that are shown of them. */
    public void rows(List<Map<String, Object>> rows, List<String> columns) {
        if (json) {
            print(List.of(Json.write(Map.of("data", rows))));
            return;
        }
        List<List<String>> table = new ArrayList<>();
        table.add(columns);
        rows.forEach(row ->
                table.add(columns.stream().map(column -> text(row.get(column))).toList()));
        print(aligned(table));
    }

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }

    private static List<String> aligned(List<List<String>> table) {
        List<Integer> widths = IntStream.range(0, table.getFirst().size())
                .map(column -> table.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
        return table.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> padded(row.get(column), widths.get(column)))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .toList();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - width(text));
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Without control characters: a name must not command the operator's terminal. */
    private static String text(@Nullable Object value) {
        String text = value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(value == null ? "-" : value);
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
