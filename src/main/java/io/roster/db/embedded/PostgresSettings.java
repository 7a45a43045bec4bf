package io.roster.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the embedded PostgreSQL is tuned. The settings are given at every start, so that they follow the program's version
 * and the machine's memory, and the data folder holds none of its own.
 *
 * @param values PostgreSQL's settings by name
 * @param survivesPowerCut whether what is committed must survive a power cut
 */
public record PostgresSettings(Map<String, String> values, boolean survivesPowerCut) {
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final long MEGABYTE = 1 << 20;

    public PostgresSettings {
        values = Map.copyOf(values);
    }

    /** For a server: nothing committed is ever lost, and memory is taken by the size of the machine. */
    public static PostgresSettings durable() {
        return durable(memory());
    }

    static PostgresSettings durable(long memory) {
        Map<String, String> values = common();
        values.put("shared_buffers", megabytes(memory / 8, 32, 512));
        values.put("effective_cache_size", megabytes(memory / 2, 128, 64 << 10));
        values.put("maintenance_work_mem", megabytes(memory / 16, 32, 256));
        values.put("work_mem", megabytes(memory / 256, 4, 32));
        values.put("max_connections", "60");
        values.put("fsync", "on");
        values.put("full_page_writes", "on");
        values.put("synchronous_commit", "on");
        // Segments of the log are used again, all of them: making a new one (16 MB) stops an import for 50 ms, and took
        // a tenth of it.
        values.put("max_wal_size", "2GB");
        values.put("min_wal_size", "2GB");
        values.put("checkpoint_warning", "0"); // an import fills the log within half a minute, and may
        values.put("checkpoint_timeout", "15min");
        // A busy workspace rewrites its rows and inserts by the hundred thousand: clean and measure often, in small
        // bites.
        values.put("autovacuum_naptime", "20s");
        values.put("autovacuum_vacuum_scale_factor", "0.05");
        values.put("autovacuum_vacuum_insert_scale_factor", "0.05");
        values.put("autovacuum_analyze_scale_factor", "0.02");
        values.put("autovacuum_vacuum_cost_limit", "1000");
        return new PostgresSettings(values, true);
    }

    /** For tests: fast, and not fit for anything one would miss. */
    public static PostgresSettings throwaway() {
        Map<String, String> values = common();
        values.put("shared_buffers", "128MB");
        values.put("max_connections", "300");
        values.put("fsync", "off");
        values.put("full_page_writes", "off");
        values.put("synchronous_commit", "off");
        values.put("wal_level", "minimal");
        values.put("max_wal_senders", "0");
        values.put("max_wal_size", "2GB");
        values.put("checkpoint_timeout", "30min");
        return new PostgresSettings(values, false);
    }

    /** The settings as arguments of the command line. */
    List<String> arguments() {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(setting -> List.of("-c", setting.getKey() + "=" + setting.getValue()).stream())
                .toList();
    }

    private static Map<String, String> common() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("listen_addresses", "127.0.0.1");
        values.put("unix_socket_directories", "");
        values.put("cluster_name", "roster");
        values.put("timezone", "UTC");
        values.put("log_timezone", "UTC");
        values.put("wal_compression", "off");
        values.put("random_page_cost", "1.1");
        values.put("jit", "off");
        values.put("log_checkpoints", "off");
        values.put("log_line_prefix", "%m [%p] %q%a ");
        // Neither values nor statements: they hold personal data, which must not outlive its deletion in a log.
        values.put("log_error_verbosity", "terse");
        values.put("log_min_error_statement", "panic");
        return values;
    }

    private static String megabytes(long bytes, long least, long most) {
        return Math.clamp(bytes / MEGABYTE, least, most) + "MB";
    }

    /** What this machine has, or the container on it, in bytes. */
    private static long memory() {
        long machine = 1024 * MEGABYTE;
        Matcher total = TOTAL.matcher(read("/proc/meminfo"));
        if (total.find()) {
            machine = Long.parseLong(total.group(1)) * 1024;
        }
        String limit = read("/sys/fs/cgroup/memory.max").strip();
        return limit.matches("\\d{1,18}") ? Math.min(machine, Long.parseLong(limit)) : machine;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return ""; // not every kernel has it
        }
    }
}
