package io.roster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processes have used, by Linux's /proc. */
final class ProcessTimes {
    private static final long MICROS_A_TICK = 10_000; // USER_HZ is 100 wherever Java runs
    private static final int USER = 11; // the place after the name, which is the first that may hold blanks
    private static final int SYSTEM = 12;

    private ProcessTimes() {}

    /** The processor time that a process has used so far, all its threads together, in microseconds. */
    static long cpuMicros(ProcessHandle process) {
        String stat = read(process, "stat");
        int end = stat.lastIndexOf(')');
        if (end < 0) {
            return 0; // it has ended
        }
        String[] fields = stat.substring(end + 2).split(" ", -1);
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MICROS_A_TICK;
    }

    /** The same of all PostgreSQL processes below {@code process}. */
    static long postgresCpuMicros(ProcessHandle process) {
        return process.descendants()
                .filter(child -> read(child, "comm").startsWith("postgres"))
                .mapToLong(ProcessTimes::cpuMicros)
                .sum();
    }

    /** The memory that a process has in use, in bytes. */
    static long residentBytes(ProcessHandle process) {
        return read(process, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException e) {
            return "";
        }
    }
}
