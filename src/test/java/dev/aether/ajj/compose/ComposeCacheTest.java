package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.model.text.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeCacheTest {
    private static final SourcePosition START = new SourcePosition(Path.of("/r/compose.yaml"), 1, 1);
    private static final ComposeModel MODEL = new ComposeModel(
            ComposeModel.parse("{\"name\":\"a$$b\"}").orElseThrow(),
            ComposeModel.parse("{\"name\":\"marked\"}"),
            Set.of("TAG"),
            new ComposeLines(
                    START,
                    "services: {}",
                    Map.of("web/image", new SourcePosition(START.file(), 7, 3)),
                    Map.of("web/image", "redis:${TAG}")));

    private final Path home;
    private final Path directory;
    private final ComposeCache cache;

    ComposeCacheTest(@TempDir Path home) {
        this.home = home;
        this.directory = home.resolve("cache/aether");
        this.cache =
                new ComposeCache(Map.of("XDG_CACHE_HOME", home.resolve("cache").toString(), "HOME", "/nowhere"));
    }

    private Optional<ComposeModel> find(String request) {
        return cache.find(request, Map.of()).map(ComposeCache.Entry::model);
    }

    private static void put(ComposeCache cache, String request, ComposeModel model) {
        cache.put(request, new LinkedHashMap<>(), Map.of(), model);
    }

    @Test
    void onlyTheUserCanReadAModel() throws IOException {
        assertThat(find("f1")).isEmpty();
        put(cache, "f1", MODEL);
        assertThat(find("f1")).contains(MODEL);
        assertThat(find("f2")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("compose-f1.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void isInTheHomeDirectoryByDefault() {
        put(new ComposeCache(Map.of("HOME", home.toString(), "XDG_CACHE_HOME", "relative")), "f1", MODEL);
        assertThat(home.resolve(".cache/aether/compose-f1.json")).exists();
    }

    @Test
    void ignoresADamagedFile() throws IOException {
        for (String damaged :
                new String[] {"", "{", "[]", "{\"model\": []}", "{\"inputs\": [\"\\u0000\"]}", "\u0000"}) {
            put(cache, "f1", MODEL);
            Files.writeString(directory.resolve("compose-f1.json"), damaged);
            assertThat(find("f1")).isEmpty();
        }
        put(cache, "f1", MODEL);
        assertThat(find("f1")).contains(MODEL);
    }

    @Test
    void ignoresALinkInPlaceOfTheDirectory() throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        put(cache, "f1", MODEL);
        Files.move(directory.resolve("compose-f1.json"), elsewhere.resolve("compose-f1.json"));
        Files.delete(directory);
        Files.createSymbolicLink(directory, elsewhere);
        assertThat(find("f1")).isEmpty();
        put(cache, "f2", MODEL);
        assertThat(elsewhere.resolve("compose-f2.json")).doesNotExist();
    }

    @Test
    void removesTheOldestOfFifty() throws IOException {
        put(cache, "first", MODEL);
        Files.writeString(directory.resolve("other"), "");
        for (int index = 0; index < 49; index++) {
            Path file = Files.writeString(directory.resolve("compose-" + index + ".json"), "{}");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 + index * 1000L));
        }
        put(cache, "new", MODEL);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(51)
                    .contains("other", "compose-first.json", "compose-new.json", "compose-1.json")
                    .doesNotContain("compose-0.json");
        }
    }

    @Test
    void ignoresADirectoryThatIsNotWritable() throws IOException {
        Files.writeString(home.resolve("cache"), "a file");
        put(cache, "f1", MODEL);
        assertThat(find("f1")).isEmpty();
    }

    @Test
    void removesTemporaryFilesOfKilledProcesses() throws Exception {
        assertThat(cache.scratch()).isEqualTo(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        Process ended = new ProcessBuilder("/bin/sh", "-c", ":").start();
        ended.waitFor();
        Path left = Files.createDirectories(directory.resolve("ajj-" + ended.pid() + "-1/r"));
        Files.writeString(left.resolve(".env"), "A=secret\n");
        Files.setLastModifiedTime(
                left.resolveSibling(""), FileTime.from(Instant.now().minus(Duration.ofHours(3))));
        // Its process may be alive where the PID means another one: in a container.
        Path young = Files.createDirectory(directory.resolve("ajj-" + ended.pid() + "-2"));
        Path mine = Files.createTempDirectory(cache.scratch(), ComposeCache.scratchPrefix());
        put(cache, "f1", MODEL);
        assertThat(cache.scratch()).isEqualTo(directory);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(mine, young, directory.resolve("compose-f1.json"));
        }
    }

    /** Compose would print the paths of copies with escapes. */
    @Test
    void temporaryFilesAreInTheSystemsDirectoryForAnUnusualPath() throws IOException {
        Path unusual = Files.createDirectory(home.resolve("a&b"));
        Path link = Files.createSymbolicLink(home.resolve("link"), unusual);
        for (Path base : List.of(unusual, link)) {
            ComposeCache cache = new ComposeCache(Map.of("XDG_CACHE_HOME", base.toString()));
            assertThat(cache.scratch()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
        }
    }

    @Test
    void temporaryFilesAreInTheSystemsDirectoryWithoutACache() throws IOException {
        Files.writeString(home.resolve("cache"), "");
        assertThat(cache.scratch()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }
}
