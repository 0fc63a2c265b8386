package dev.aether.ajj.docker.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.docker.Engines;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.spi.backend.LogLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Log streams as real engines send them. */
class EngineLogTest {
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final String ONE = "2030-01-01T00:00:01.000000001Z";
    private static final String TWO = "2030-01-01T00:00:02.000000000Z";

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    @Test
    void eachFrameIsALine() {
        frame(OUT, ONE + " hello\n");
        frame(ERR, TWO + " careful\n");
        frame(OUT, TWO + " \n");
        assertThat(lines()).containsExactly(ONE + " stdout hello", TWO + " stderr careful", TWO + " stdout ");
    }

    @Test
    void piecesOfALongLineAreJoinedWithoutTheirTimes() {
        String piece = "x".repeat(16384);
        frame(OUT, ONE + " " + piece);
        frame(ERR, ONE + " between\n");
        frame(OUT, ONE + " " + piece);
        frame(OUT, ONE + " end\n");
        assertThat(lines()).containsExactly(ONE + " stderr between", ONE + " stdout " + piece + piece + "end");
    }

    @Test
    void aLastLineWithoutEndIsALine() {
        frame(OUT, ONE + " before the restart");
        frame(OUT, TWO + " after it");
        assertThat(lines()).containsExactly(ONE + " stdout before the restart", TWO + " stdout after it");
    }

    @Test
    void anEndlessLineIsSplit() {
        String piece = "x".repeat(1 << 19);
        for (int i = 0; i < 5; i++) {
            frame(OUT, ONE + " " + piece);
        }
        assertThat(lines()).hasSize(3).last().isEqualTo(ONE + " stdout " + piece);
    }

    @Test
    void aTerminalsStreamHasNoFrames() {
        raw(ONE + " hello\r\n" + TWO + " \u0001odd\r\n" + TWO + " no end");
        assertThat(lines()).containsExactly(ONE + " stdout hello", TWO + " stdout \u0001odd", TWO + " stdout no end");
    }

    @Test
    void timesMayHaveAnOffset() {
        frame(OUT, "2030-01-01T01:00:02.000000000+01:00 podman\n");
        assertThat(lines()).containsExactly(TWO + " stdout podman");
    }

    @Test
    void invalidTextIsKept() {
        byte[] bytes = {(byte) 0xff, 0, (byte) 0xfe};
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes((ONE + " ").getBytes(StandardCharsets.UTF_8));
        message.writeBytes(bytes);
        message.write('\n');
        frame(OUT, message.toByteArray());
        assertThat(log().next().orElseThrow().bytes()).isEqualTo(bytes);
    }

    @Test
    void anIncompleteFrameIsTheEnd() {
        frame(OUT, ONE + " hello\n");
        stream.writeBytes(new byte[] {OUT, 0, 0});
        assertThat(lines()).containsExactly(ONE + " stdout hello");
    }

    @Test
    void anEmptyLog() {
        assertThat(lines()).isEmpty();
    }

    @Test
    void aClosedLogHasEnded() {
        frame(OUT, ONE + " hello\n");
        EngineLog log = log();
        log.close();
        assertThat(log.next()).isEmpty();
    }

    private void frame(int source, String message) {
        frame(source, message.getBytes(StandardCharsets.UTF_8));
    }

    private void frame(int source, byte[] message) {
        stream.writeBytes(ByteBuffer.allocate(8)
                .put((byte) source)
                .putInt(4, message.length)
                .array());
        stream.writeBytes(message);
    }

    private void raw(String text) {
        stream.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (EngineLog log = log()) {
            Optional<LogLine> line = log.next();
            while (line.isPresent()) {
                String time = line.get().time().toString().replaceFirst("(:\\d\\d)Z", "$1.000000000Z");
                lines.add(time + " " + line.get().source().word() + " "
                        + line.get().text());
                line = log.next();
            }
        }
        return lines;
    }

    private EngineLog log() {
        Engine engine = Engines.at(EngineAddress.find(Optional.of("unix:///no/engine"), Map.of()));
        return new EngineLog("read", engine, new ByteArrayInputStream(stream.toByteArray()));
    }
}
