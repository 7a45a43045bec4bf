package io.roster.api.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values by path, where a segment in braces stands for any one segment that is not empty. */
final class RouteTree<T> {
    /** The value at a path, and the segments that stood where it has parameters. */
    record Found<T>(T value, List<String> parameters) {}

    private static final class Node<T> {
        private final Map<String, Node<T>> literals = new HashMap<>();
        private @Nullable Node<T> parameter;
        private @Nullable T value;
    }

    private final Node<T> root = new Node<>();
    private final Supplier<T> fresh;

    RouteTree(Supplier<T> fresh) {
        this.fresh = fresh;
    }

    static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    /** The value at the path of these segments, made when there is none yet. */
    T at(List<String> segments) {
        Node<T> node = root;
        for (String segment : segments) {
            node = isParameter(segment)
                    ? parameterOf(node)
                    : node.literals.computeIfAbsent(segment, key -> new Node<>());
        }
        T value = node.value == null ? fresh.get() : node.value;
        node.value = value;
        return value;
    }

    private static <T> Node<T> parameterOf(Node<T> node) {
        Node<T> parameter = node.parameter == null ? new Node<>() : node.parameter;
        node.parameter = parameter;
        return parameter;
    }

    /** The value of the path that fits: at each segment a literal that leads to one goes before a parameter. */
    Optional<Found<T>> find(List<String> segments) {
        List<String> parameters = new ArrayList<>();
        T value = find(root, segments, 0, parameters);
        return value == null ? Optional.empty() : Optional.of(new Found<>(value, parameters));
    }

    private static <T> @Nullable T find(Node<T> node, List<String> segments, int at, List<String> parameters) {
        if (at == segments.size()) {
            return node.value;
        }
        String segment = segments.get(at);
        Node<T> literal = node.literals.get(segment);
        T found = literal == null ? null : find(literal, segments, at + 1, parameters);
        if (found != null || node.parameter == null || segment.isEmpty()) {
            return found;
        }
        parameters.add(segment);
        found = find(node.parameter, segments, at + 1, parameters);
        if (found == null) {
            parameters.removeLast();
        }
        return found;
    }
}
