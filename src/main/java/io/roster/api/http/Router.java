package io.roster.api.http;

import io.roster.failure.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request in the tables of all dialects: literal segments before parameters, the last slash optional. */
final class Router {
    /** A route that takes the request, with its path parameters decoded. */
    record Match(Dialect dialect, Route route, Map<String, String> parameters) {}

    /** What lies at a path: its routes by method, which may be of several dialects, and the segments that parameters took. */
    private record Place(Map<String, Entry> entries, List<String> parameters) {}

    private record Entry(Dialect dialect, Route route, List<String> names) {}

    private final RouteTree<Map<String, Entry>> tree = new RouteTree<>(HashMap::new);
    private final List<Dialect> dialects;

    Router(List<Dialect> dialects) {
        this.dialects = dialects.stream()
                .sorted(Comparator.comparingInt(
                                (Dialect dialect) -> dialect.basePath().length())
                        .reversed())
                .toList();
        if (this.dialects.isEmpty() || !this.dialects.getLast().basePath().isEmpty()) {
            throw new IllegalArgumentException(
                    "no dialect has the base path \"\", so paths outside the others have no shape");
        }
        dialects.forEach(dialect -> dialect.routes().forEach(route -> add(dialect, route)));
    }

    private void add(Dialect dialect, Route route) {
        if (!route.path().startsWith("/")
                || (route.path().length() > 1 && route.path().endsWith("/"))) {
            throw new IllegalArgumentException("a route's path begins with a slash and ends without: " + route.path());
        }
        List<String> segments = segments(route.path());
        List<String> names = segments.stream()
                .filter(RouteTree::isParameter)
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
        if (tree.at(segments).putIfAbsent(route.method(), new Entry(dialect, route, names)) != null) {
            throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
        }
    }

    /** The dialect whose shape an answer about {@code rawPath} has, route or not. */
    Dialect dialectOf(String rawPath) {
        for (Dialect dialect : dialects) {
            String base = dialect.basePath();
            if (rawPath.startsWith(base)
                    && (rawPath.length() == base.length() || rawPath.startsWith("/", base.length()))) {
                return dialect;
            }
        }
        return dialects.getLast(); // what does not begin with a slash, such as the * of OPTIONS
    }

    /** The route for the request; refuses a malformed path (400), an unknown one (404) and a wrong method (405). */
    Match route(String method, String rawPath) {
        Place place = find(rawPath).orElseThrow(() -> Failure.notFound("Path"));
        Entry entry = place.entries.get(method);
        if (entry == null) {
            throw new Failure.MethodNotAllowed(allowed(place)).refusal();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < entry.names.size(); i++) {
            parameters.put(entry.names.get(i), place.parameters.get(i));
        }
        return new Match(entry.dialect, entry.route, parameters);
    }

    /** The methods of a path, in alphabetical order; none when there is no such path. */
    List<String> methods(String rawPath) {
        return find(rawPath).map(Router::allowed).orElse(List.of());
    }

    private static List<String> allowed(Place place) {
        return place.entries.keySet().stream().sorted().toList();
    }

    private Optional<Place> find(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return Optional.empty();
        }
        List<String> decoded = new ArrayList<>();
        for (String segment : segments(rawPath)) {
            decoded.add(PercentDecoding.ofPath(segment)
                    .orElseThrow(() -> Failure.invalid(null, "The path is not valid percent-encoded UTF-8")));
        }
        // No identifier holds a NUL, and the store would choke on it: such a path leads nowhere.
        return decoded.stream().anyMatch(segment -> segment.indexOf('\0') >= 0)
                ? Optional.empty()
                : tree.find(decoded).map(found -> new Place(found.value(), found.parameters()));
    }

    private static List<String> segments(String path) {
        String inner = path.endsWith("/") ? path.substring(1, Math.max(1, path.length() - 1)) : path.substring(1);
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }
}
