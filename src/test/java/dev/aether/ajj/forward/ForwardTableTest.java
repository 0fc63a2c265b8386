package dev.aether.ajj.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.forward.Forward;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardTableTest {
    private static final String ADDRESS = "ssh://dev@build:2222";

    @TempDir
    private Path temporary;

    private Path state;
    private Path file;
    private ForwardTable table;

    @BeforeEach
    void makeTable() {
        state = temporary.resolve("state/aether");
        file = state.resolve("forwards.json");
        table = new ForwardTable(state);
    }

    private static Stack stack(String workspace) {
        return new Stack(
                new WorkspaceId("0123456789abcdef", workspace, Path.of("/repo/main")),
                Path.of("/repo", workspace),
                "aether-01234-" + workspace);
    }

    private static Forward forward(String workspace, int port) {
        return new Forward(stack(workspace), "db", ADDRESS, "E1", port);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(table.read()).isEmpty();
        assertThat(state).as("reading makes nothing").doesNotExist();

        Forward other = new Forward(stack("zwei \"ü\""), "web", "ssh://[::1]?key_path=%2Fa+b", "", 65535);
        assertThat(table.change(_ -> false, List.of(forward("one", 1), other))).isTrue();
        assertThat(table.read()).containsExactly(forward("one", 1), other);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        assertThat(table.change(found -> found.port() == 1, List.of(forward("one", 2))))
                .isTrue();
        assertThat(table.read()).containsExactly(other, forward("one", 2));
        assertThat(table.change(_ -> true, List.of())).isTrue();
        assertThat(table.read()).isEmpty();
    }

    @Test
    void aChangeWithoutEffectIsNotWritten() throws IOException {
        assertThat(table.change(_ -> true, List.of())).isFalse();
        assertThat(file).doesNotExist();

        boolean _ = table.change(_ -> false, List.of(forward("one", 1), forward("one", 2)));
        Object before = key();
        assertThat(table.change(found -> found.isOf(stack("one")), List.of(forward("one", 2), forward("one", 1))))
                .isFalse();
        assertThat(table.change(found -> found.isOf(stack("two")), List.of())).isFalse();
        assertThat(key()).as("the same file").isEqualTo(before);
    }

    private Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"forwards\"",
                "{\"forwards\": 3}",
                "{\"forwards\": [3, null, \"x\", [], {}]}",
                "\u0000\u0001",
            })
    void aDamagedFileIsEmptyAndReplaced(String text) throws IOException {
        Files.createDirectories(state);
        Files.writeString(file, text);
        assertThat(table.read()).isEmpty();
        assertThat(table.change(_ -> false, List.of(forward("one", 1)))).isTrue();
        assertThat(table.read()).containsExactly(forward("one", 1));
    }

    @Test
    void deeplyNestedJsonIsIgnored() throws IOException {
        Files.createDirectories(state);
        Files.writeString(file, "{\"forwards\":" + "[".repeat(100_000));
        assertThat(table.read()).isEmpty();
    }

    /** These values become part of a command line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"address\": \"ssh://-oProxyCommand=id\"",
                "\"address\": \"ssh://build;id\"",
                "\"address\": \"ssh://build?key_path=%zz\"",
                "\"address\": \"unix:///run/docker.sock\"",
                "\"address\": 3",
                "\"port\": 0",
                "\"port\": -1",
                "\"port\": 65536",
                "\"port\": 99999999999",
                "\"port\": \"x\"",
                "\"root\": \"/a\\u0000\"",
                "\"repository_root\": \"\\u0000\"",
            })
    void anInvalidEntryIsIgnored(String key) throws IOException {
        boolean _ = table.change(_ -> false, List.of(forward("one", 1), forward("two", 2)));
        String name = key.substring(0, key.indexOf(':'));
        String text = Files.readString(file);
        String damaged = text.replaceFirst(name + " : [^,\n]*", Matcher.quoteReplacement(key));
        assertThat(damaged).contains(key);
        Files.writeString(file, damaged);
        assertThat(table.read()).containsExactly(forward("two", 2));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "precious");
        Files.createDirectories(state);
        Files.createSymbolicLink(file, elsewhere);
        assertThat(table.read()).isEmpty();
        Failure failure =
                catchThrowableOfType(Failure.class, () -> table.change(_ -> false, List.of(forward("one", 1))));
        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.STATE_LOCKED);
        assertThat(failure.first().message()).contains(file.toString(), "symbolic link");
        assertThat(elsewhere).hasContent("precious");
        assertThat(file).isSymbolicLink();
    }

    @Test
    void concurrentChangesAreKept() throws Exception {
        List<Callable<Boolean>> changes = IntStream.rangeClosed(1, 40)
                .<Callable<Boolean>>mapToObj(port -> () ->
                        new ForwardTable(state).change(found -> found.port() == port, List.of(forward("one", port))))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Boolean> done = new ArrayList<>();
            for (Future<Boolean> change : threads.invokeAll(changes)) {
                done.add(change.get());
            }
            assertThat(done).hasSize(40).containsOnly(true);
        }
        assertThat(table.read())
                .extracting(Forward::port)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void aForwardBelongsToItsStackWhereverThatIsDeclared() {
        Stack one = stack("one");
        Stack moved = new Stack(
                new WorkspaceId("0123456789abcdef", "renamed", Path.of("/elsewhere")),
                Path.of("/moved"),
                one.namespace());
        Stack others = new Stack(
                new WorkspaceId("fedcba9876543210", "one", Path.of("/repo/main")), one.root(), one.namespace());
        assertThat(forward("one", 1).isOf(moved)).isTrue();
        assertThat(forward("one", 1).isOf(stack("two"))).isFalse();
        assertThat(forward("one", 1).isOf(others)).isFalse();
    }
}
