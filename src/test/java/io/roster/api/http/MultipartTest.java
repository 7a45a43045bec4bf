package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.failure.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartTest {
    private static final String BOUNDARY = "aab";

    @Test
    void whateverAPartHoldsAndHoweverItComesItIsReadAsItIs() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            List<String> contents = new ArrayList<>();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int part = random.nextInt(4); part >= 0; part--) {
                byte[] content = almostBoundaries(random);
                contents.add(new String(content, StandardCharsets.ISO_8859_1));
                write(body, "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"p\"\r\n\r\n");
                body.writeBytes(content);
                write(body, "\r\n");
            }
            write(body, "--" + BOUNDARY + "--" + (random.nextBoolean() ? "\r\nepilogue" : ""));
            List<String> read = new ArrayList<>();
            new Multipart(dripping(body.toByteArray(), random), BOUNDARY)
                    .read((name, fileName, content) ->
                            read.add(new String(content.readAllBytes(), StandardCharsets.ISO_8859_1)));
            assertThat(read).as("round " + round).isEqualTo(contents);
        }
    }

    @Test
    void aPartHasItsNameAndThatOfItsFile() throws IOException {
        List<String> read = new ArrayList<>();
        parts(String.join(
                        "\r\n",
                        "preamble",
                        "--aab",
                        "Content-Type: text/csv",
                        "content-disposition: form-data; name=file; filename=\"Ü \\\"x\\\".csv\"",
                        "",
                        "x",
                        "--aab",
                        "Content-Disposition: form-data; name=\"options\"",
                        "",
                        "",
                        "--aab--",
                        ""))
                .read((name, fileName, content) ->
                        read.add(name + "|" + fileName.orElse("none") + "|" + content.readAllBytes().length));
        assertThat(read).containsExactly("file|Ü \"x\".csv|1", "options|none|0");
    }

    @Test
    void whatIsNotWellFormedIsRefused() {
        for (String body : List.of(
                "",
                "nothing of the sort",
                "--aab\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
                "--aab\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--aab--",
                "--aab\r\nno headers' end\r\n--aab--",
                "--aabx\r\n\r\n--aab--",
                "--aab")) {
            assertThatThrownBy(() -> parts(body).read((name, fileName, content) -> content.readAllBytes()))
                    .as(body)
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void theBoundaryIsThatOfTheContentType() {
        assertThat(Multipart.boundary(Optional.of("multipart/form-data; boundary=abc")))
                .isEqualTo("abc");
        assertThat(Multipart.boundary(Optional.of("Multipart/Form-Data; charset=utf-8; BOUNDARY=\"a b;c\"")))
                .isEqualTo("a b;c");
        for (String other : List.of("application/json", "multipart/mixed; boundary=abc", "multipart/form-data", "")) {
            assertThatThrownBy(() -> Multipart.boundary(Optional.of(other)))
                    .as(other)
                    .isInstanceOf(Refusal.class);
        }
    }

    private static Multipart parts(String body) {
        return new Multipart(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), BOUNDARY);
    }

    /** Bytes that look like the boundary again and again, and are not; sometimes more than any buffer holds. */
    private static byte[] almostBoundaries(Random random) {
        String[] pieces = {"\r\n--aa", "\r\n--", "\r", "\n", "\r\n", "--aab", "aab", "x", "\r\n--aa\r\n--aa"};
        StringBuilder content = new StringBuilder();
        int most = random.nextInt(20) == 0 ? 60_000 : 12;
        for (int i = random.nextInt(most); i > 0; i--) {
            content.append(pieces[random.nextInt(pieces.length)]);
        }
        String text = content.toString().replace("\r\n--aab", "\r\n--aac");
        return (text.startsWith("--aab") ? "x" + text : text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static InputStream dripping(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(4_000)));
            }
        };
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
