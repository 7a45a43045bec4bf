package io.roster.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The migrations this program brings along, with the checksums that Flyway would keep of them. Loading Flyway costs a
 * start half a second; comparing these with its history tells in a few milliseconds that there is nothing for it to do.
 */
final class MigrationFiles {
    private static final Pattern NAME = Pattern.compile("V([0-9]+)__.*\\.sql");

    private MigrationFiles() {}

    /** Version to checksum; empty where the folder cannot be listed, which leaves the judgement to Flyway. */
    static Map<String, Integer> in(String folder) throws IOException {
        Map<String, Integer> checksums = new HashMap<>();
        for (String file : list(folder)) {
            Matcher name = NAME.matcher(file);
            if (!name.matches()) {
                return Map.of(); // of a kind that only Flyway knows
            }
            checksums.put(name.group(1), checksum(folder + "/" + file));
        }
        return checksums;
    }

    private static List<String> list(String folder) throws IOException {
        URL url = MigrationFiles.class.getClassLoader().getResource(folder);
        if (url == null) {
            return List.of();
        }
        if (url.openConnection() instanceof JarURLConnection connection) {
            String prefix = folder + "/";
            return connection.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }
        try (Stream<Path> files = Files.list(Path.of(uri(url)))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** Flyway's: a CRC-32 of the lines without their ends, so that a checkout with other line ends does not matter. */
    private static int checksum(String resource) throws IOException {
        CRC32 sum = new CRC32();
        URL url = MigrationFiles.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IOException(resource + " has gone from the class path");
        }
        try (var reader = new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                sum.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return (int) sum.getValue();
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
