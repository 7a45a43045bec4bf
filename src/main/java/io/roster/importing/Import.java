package io.roster.importing;

import io.roster.contact.IntakeOptions;
import io.roster.csv.TextEncoding;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file of contacts that is to be taken in, or was.
 *
 * @param mapping null when the columns go by their names
 * @param columns what the file's columns are; null until all of the file was looked at
 * @param totalRows how many rows the file has; null until that is known, and growing while they are counted
 */
public record Import(
        UUID id,
        Upload upload,
        @Nullable ColumnMapping mapping,
        IntakeOptions options,
        boolean isDryRun,
        Status status,
        @Nullable Columns columns,
        @Nullable Integer totalRows,
        Counts counts,
        @Nullable Fault error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    /** The uploaded file, and how it is written. */
    public record Upload(UUID importId, String fileName, TextEncoding encoding, char delimiter) {}

    /** Why an import failed. */
    public record Fault(String code, String message) {}

    /** Where an import is in its life. */
    public enum Status {
        QUEUED,
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELLED;

        /** As it is written in the API and in the store: {@code queued}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isOver() {
        return switch (status) {
            case QUEUED, RUNNING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }
}
