package dev.aether.ajj.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {
    private final Path directory;
    private final List<String> warnings = new ArrayList<>();

    TraceFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void anEventHasItsTrueStartDurationAndThread() throws IOException {
        TraceFile trace = open("trace.json").orElseThrow();

        long start = System.nanoTime() - TimeUnit.SECONDS.toNanos(2);
        assertThat(trace.add(Work.ENGINE, "create network \"a\"", start)).isEmpty();

        JsonNode event = events("trace.json").getFirst();
        long began = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - TimeUnit.SECONDS.toMicros(2);
        long close = Duration.ofSeconds(1).toNanos() / 1000;
        assertThat(event.get("ph").asText()).isEqualTo("X");
        assertThat(event.get("cat").asText()).isEqualTo("engine");
        assertThat(event.get("name").asText()).isEqualTo("create network \"a\"");
        assertThat(event.get("ts").asLong()).isBetween(began - close, began + close);
        assertThat(event.get("dur").asLong()).isBetween(2_000_000L, 2_000_000L + close);
        assertThat(event.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(event.get("tid").asLong()).isEqualTo(Thread.currentThread().threadId());
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        assertThat(open("trace.json")).isPresent();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("trace.json"))))
                .isEqualTo("rw-------");
        assertThat(events("trace.json")).isEmpty();
    }

    @Test
    void concurrentCommandsShareAFile() throws IOException {
        TraceFile one = open("trace.json").orElseThrow();
        TraceFile two = open("trace.json").orElseThrow();

        IntStream.range(0, 50).parallel().forEach(index -> one.add(Work.JJ, "jj " + index, System.nanoTime()));
        two.add(Work.FILE, "read state.json", System.nanoTime());

        assertThat(events("trace.json")).hasSize(51).allMatch(event -> event.has("ts"));
    }

    @Test
    void anInterruptedThreadStaysInterruptedAndIsRecorded() throws IOException {
        TraceFile trace = open("trace.json").orElseThrow();

        Thread.currentThread().interrupt();
        trace.add(Work.WAIT, "until db is ready", System.nanoTime());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(events("trace.json")).hasSize(1);
    }

    @Test
    void nothingIsRecordedUnlessAFileIsNamed() {
        assertThat(open("")).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "missing/trace.json, its directory does not exist",
        "., it is not a regular file",
        "link.json, it is not a regular file",
        "notes.txt, it exists and is not a trace",
    })
    void warnsOfAnUnusableFile(String name, String reason) throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.createSymbolicLink(directory.resolve("link.json"), directory.resolve("new.json"));

        assertThat(open(name)).isEmpty();

        assertThat(warnings).containsExactly("AJJ_TRACE: nothing is recorded in " + name + ": " + reason);
        assertThat(directory.resolve("notes.txt")).hasContent("mine");
        assertThat(directory.resolve("new.json")).doesNotExist();
    }

    @Test
    void warnsOnceWhenWritingFails() throws IOException {
        TraceFile trace = open("trace.json").orElseThrow();
        Files.writeString(directory.resolve("trace.json"), "no trace any more");

        assertThat(trace.add(Work.JJ, "jj log", System.nanoTime()))
                .hasValueSatisfying(
                        warning -> assertThat(warning).endsWith("trace.json: it exists and is not a trace"));
        assertThat(trace.add(Work.JJ, "jj log", System.nanoTime())).isEmpty();
    }

    private Optional<TraceFile> open(String name) {
        return TraceFile.open(new ProcessContext(Map.of("AJJ_TRACE", name), directory), warnings::add);
    }

    private List<JsonNode> events(String name) throws IOException {
        JsonNode trace = new ObjectMapper().readTree(directory.resolve(name).toFile());
        return StreamSupport.stream(trace.spliterator(), false).toList();
    }
}
