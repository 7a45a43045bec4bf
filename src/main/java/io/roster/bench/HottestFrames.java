package io.roster.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a flight recording says that the processor was most of the time. */
final class HottestFrames {
    private static final int MOST = 20;

    private HottestFrames() {}

    /** A line each: its share of all samples at the top of the stack, and anywhere in it. */
    static List<String> of(Path recording) throws IOException {
        Map<String, int[]> samples = new HashMap<>();
        int all = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    all++;
                    count(event.getStackTrace().getFrames(), samples);
                }
            }
        }
        double total = Math.max(1, all);
        return samples.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue()[0]))
                .limit(MOST)
                .map(entry -> "%5.1f %% %5.1f %%  %s"
                        .formatted(
                                100 * entry.getValue()[0] / total, 100 * entry.getValue()[1] / total, entry.getKey()))
                .toList();
    }

    private static void count(List<RecordedFrame> frames, Map<String, int[]> samples) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < frames.size(); i++) {
            String name = frames.get(i).getMethod().getType().getName() + "."
                    + frames.get(i).getMethod().getName();
            int[] counts = samples.computeIfAbsent(name, key -> new int[2]);
            counts[0] += i == 0 ? 1 : 0;
            counts[1] += seen.add(name) ? 1 : 0;
        }
    }
}
