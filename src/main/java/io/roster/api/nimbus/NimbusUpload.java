package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.contact.IntakeOptions;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The parts of an import's body: the file, which {@code receive} takes as it comes, and what is to be done with it. */
record NimbusUpload<T>(T file, Optional<UUID> mappingId, IntakeOptions options) {
    private static final int LONGEST_FIELD = 64 * 1024;

    /** Takes the file's content while it is uploaded. */
    @FunctionalInterface
    interface Receiver<T> {
        T receive(String fileName, InputStream content) throws IOException;
    }

    static <T> NimbusUpload<T> of(Call call, Receiver<T> receiver, Consumer<T> discard) {
        Reading<T> reading = new Reading<>(receiver);
        try {
            call.multipart(reading::part);
            return reading.upload();
        } catch (RuntimeException e) {
            if (reading.file != null) {
                discard.accept(reading.file);
            }
            throw e;
        }
    }

    private static final class Reading<T> {
        private final Receiver<T> receiver;
        private @Nullable T file;
        private Optional<UUID> mappingId = Optional.empty();
        private IntakeOptions options = IntakeOptions.USUAL;

        Reading(Receiver<T> receiver) {
            this.receiver = receiver;
        }

        void part(String name, Optional<String> fileName, InputStream content) throws IOException {
            switch (name) {
                case "file" -> {
                    if (file != null) {
                        throw Failure.invalid(name, "file may be given once only");
                    }
                    file = receiver.receive(fileName.orElse(""), content);
                }
                case "field_mapping_id" -> {
                    String id = text(name, content).strip();
                    mappingId = id.isEmpty()
                            ? Optional.empty()
                            : Optional.of(IdKind.FIELD_MAPPING
                                    .parse(id)
                                    .orElseThrow(() -> Failure.notFound("Field mapping")));
                }
                case "options" -> {
                    byte[] json = bytes(name, content);
                    options = json.length == 0 ? IntakeOptions.USUAL : NimbusBulk.options(Fields.parse(name, json));
                }
                default -> throw Failure.invalid(name, "Unknown field: %s".formatted(name));
            }
        }

        NimbusUpload<T> upload() {
            if (file == null) {
                throw Failure.invalid("file", "file is required");
            }
            return new NimbusUpload<>(file, mappingId, options);
        }

        private static String text(String name, InputStream content) throws IOException {
            return new String(bytes(name, content), StandardCharsets.US_ASCII);
        }

        private static byte[] bytes(String name, InputStream content) throws IOException {
            byte[] bytes = content.readNBytes(LONGEST_FIELD + 1);
            if (bytes.length > LONGEST_FIELD) {
                throw Failure.invalid(name, "%s is too long".formatted(name));
            }
            return bytes;
        }
    }
}
