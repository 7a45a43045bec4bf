package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HostileBodiesTest {
    private static final String[] SCRAPS = {
        "\\u0000",
        "\\ud800",
        "\\udc00\\ud83d",
        "1e1000000000",
        "1e-999999999",
        "-",
        "9".repeat(400),
        "0.".repeat(3),
        "[".repeat(100),
        "{\"a\":".repeat(80),
        "\"\\x\"",
        "NaN",
        "Infinity",
        "\u0000",
        "\uFEFF",
        "//",
        "/*",
        "'",
        ",",
        ":",
        "}",
        "]",
        "null",
        "\"",
        "\\u12",
        "1.7976931348623157e309",
        "9223372036854775808",
        "-0",
        "00",
        "true",
        "\n",
        "\u2028",
        "{\"a\":1,\"a\":2}"
    };
    private static final byte[][] BYTES = {
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xff, (byte) 0xfe},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
        {0, 0, (byte) 0xfe, (byte) 0xff},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0x80},
        {0}
    };
    private static final String[] CHARSETS = {"UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1"};

    @Test
    @Timeout(120)
    void tenThousandHostileBodiesAreRefusedOrTakenAndTheConnectionLivesOn() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("hostile bodies, seed " + seed);
        Random random = new Random(seed);
        try (EchoServer server = new EchoServer();
                RawConnection connection = server.raw()) {
            int refused = 0;
            for (int i = 0; i < 10_000; i++) {
                byte[] body = hostile(random);
                int status = connection.post(body).answer().status();
                assertThat(status)
                        .as("seed %d, body %d: %s", seed, i, Arrays.toString(body))
                        .isIn(201, 400);
                refused += status == 400 ? 1 : 0;
            }
            assertThat(refused).isBetween(5_000, 9_990);
            assertThat(connection
                            .post("{}".getBytes(StandardCharsets.UTF_8))
                            .answer()
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void aNumberWithAnEnormousExponentIsRefusedAtOnce() throws Exception {
        String body = "{\"a\":[" + "1e1000000000,".repeat(500_000) + "0]}";
        try (EchoServer server = new EchoServer();
                RawConnection connection = server.raw()) {
            long start = System.nanoTime();
            assertThat(connection
                            .post(body.getBytes(StandardCharsets.UTF_8))
                            .answer()
                            .status())
                    .isEqualTo(400);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static byte[] hostile(Random random) throws Exception {
        byte[] body = valid(random, 0).getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(20) == 0) {
            return new String(body, StandardCharsets.UTF_8)
                    .getBytes(Charset.forName(CHARSETS[random.nextInt(CHARSETS.length)]));
        }
        for (int times = random.nextInt(3); times >= 0; times--) {
            body = mutated(body, random);
        }
        return body;
    }

    private static byte[] mutated(byte[] body, Random random) {
        int at = random.nextInt(body.length + 1);
        int to = Math.min(body.length, at + random.nextInt(4));
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(body, Math.max(1, at));
            case 1 -> joined(body, at, new byte[0], to);
            case 2 -> joined(body, at, SCRAPS[random.nextInt(SCRAPS.length)].getBytes(StandardCharsets.UTF_8), at);
            case 3 -> joined(body, at, SCRAPS[random.nextInt(SCRAPS.length)].getBytes(StandardCharsets.UTF_8), to);
            case 4 -> joined(body, at, BYTES[random.nextInt(BYTES.length)], to);
            case 5 -> joined(body, at, new byte[] {(byte) random.nextInt(256)}, to);
            default -> joined(body, body.length, body, body.length);
        };
    }

    private static byte[] joined(byte[] body, int head, byte[] middle, int tail) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(body, 0, head);
        joined.writeBytes(middle);
        joined.write(body, tail, body.length - tail);
        return joined.size() == 0 ? new byte[] {'x'} : joined.toByteArray();
    }

    private static String valid(Random random, int depth) {
        StringBuilder object = new StringBuilder("{");
        int fields = 1 + random.nextInt(4);
        for (int i = 0; i < fields; i++) {
            object.append(i == 0 ? "" : ",")
                    .append("\"f")
                    .append(i)
                    .append("\":")
                    .append(value(random, depth));
        }
        return object.append('}').toString();
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> "\"Müller 😀 \\\"" + random.nextInt() + "\\u00e9\"";
            case 1 -> Long.toString(random.nextLong());
            case 2 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40)));
            case 3 -> "null";
            case 4 -> random.nextBoolean() ? "true" : "false";
            case 5 -> "[" + value(random, depth + 1) + "," + value(random, depth + 1) + "]";
            default -> valid(random, depth + 1);
        };
    }
}
