package io.roster.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All tables of the schema, each after those that it refers to. Flyway's own is left out: a restore migrates anew. */
final class Tables {
    private static final String TABLES = """
            select c.relname, array_agg(a.attname::text order by a.attnum)
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            where c.relnamespace = current_schema()::regnamespace
              and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'flyway_schema_history'
            group by c.relname
            order by c.relname collate "C"
            """;

    private static final String REFERENCES = """
            select c.relname, r.relname
            from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
            where k.contype = 'f' and k.conrelid <> k.confrelid
              and c.relnamespace = current_schema()::regnamespace
            """;

    private Tables() {}

    static List<Table> in(Connection connection) throws SQLException {
        List<Table> waiting = tables(connection);
        Map<String, Set<String>> references = references(connection);
        List<Table> placed = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<Table> free = waiting.stream()
                    .filter(table ->
                            references.getOrDefault(table.name(), Set.of()).isEmpty())
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalStateException("tables refer to each other in a circle: " + waiting);
            }
            placed.addAll(free);
            waiting.removeAll(free);
            free.forEach(table -> references.values().forEach(names -> names.remove(table.name())));
        }
        return placed;
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        List<Table> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                found.add(new Table(
                        rows.getString(1), List.of((String[]) rows.getArray(2).getArray())));
            }
        }
        return found;
    }

    private static Map<String, Set<String>> references(Connection connection) throws SQLException {
        Map<String, Set<String>> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(REFERENCES)) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getString(1), name -> new HashSet<>())
                        .add(rows.getString(2));
            }
        }
        return found;
    }
}
