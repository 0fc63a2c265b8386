package dev.aether.ajj.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.TrustStore;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.testing.Declarations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTrustStoreTest {
    private static final Repository SHOP = new Repository(Path.of("/shop"), Path.of("/shop-two"), "0123456789abcdef");
    private static final Repository OTHER = new Repository(Path.of("/other"), Path.of("/other"), "fedcba9876543210");

    @TempDir
    private Path temporary;

    private Path file;
    private TrustStore store;

    @BeforeEach
    void makeStore() {
        Path directory = temporary.resolve("state/aether");
        file = directory.resolve("trust.json");
        store = new JsonTrustStore(
                new ProcessContext(
                        Map.of("XDG_STATE_HOME", temporary.resolve("state").toString()), temporary),
                Progress.SILENT);
    }

    private static Grant mount(String source) {
        return new Grant(Grant.Kind.MOUNT_READ, List.of("db", source, "/m", "read-only"), Declarations.POSITION);
    }

    @Test
    void nothingIsApprovedAtFirst() {
        assertThat(store.missing(SHOP, List.of(mount("/a")))).containsExactly(mount("/a"));
        assertThat(store.all()).isEmpty();
        assertThat(store.revoke(SHOP)).isZero();
        assertThat(file).doesNotExist();
    }

    @Test
    void approvesOnlyTheseGrantsOfThisRepository() throws IOException {
        store.approve(SHOP, List.of(mount("/a"), mount("/b")));
        assertThat(store.missing(SHOP, List.of(mount("/a"), mount("/b"), mount("/c"))))
                .containsExactly(mount("/c"));
        assertThat(store.missing(OTHER, List.of(mount("/a")))).hasSize(1);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theFileIsReadable() throws IOException {
        store.approve(SHOP, List.of(mount("/a")));
        assertThat(Files.readString(file).replaceAll("\"approved\" : \"[^\"]*\"", "\"approved\" : \"NOW\""))
                .isEqualTo("""
                        {
                          "version" : "1.1",
                          "repositories" : {
                            "0123456789abcdef" : {
                              "root" : "/shop",
                              "grants" : {
                                "%s" : {
                                  "kind" : "mount_read",
                                  "what" : "service db mounts /a at /m (read-only)",
                                  "approved" : "NOW"
                                }
                              }
                            }
                          }
                        }
                        """.formatted(mount("/a").digest()));
    }

    @Test
    void approvalsAddUpAndAreRevokedTogether() {
        store.approve(SHOP, List.of(mount("/a")));
        store.approve(OTHER, List.of(mount("/a")));
        store.approve(SHOP, List.of(mount("/b")));
        assertThat(store.all())
                .extracting(TrustStore.Trusted::root)
                .containsExactly(Path.of("/other"), Path.of("/shop"));
        assertThat(store.all().getLast().approvals())
                .extracting(TrustStore.Approval::what)
                .containsExactly("service db mounts /a at /m (read-only)", "service db mounts /b at /m (read-only)");
        assertThat(store.revoke(SHOP)).isEqualTo(2);
        assertThat(store.all()).hasSize(1);
        assertThat(store.missing(SHOP, List.of(mount("/a")))).hasSize(1);
    }

    @Test
    void keepsConcurrentApprovals() {
        List<Integer> numbers = IntStream.range(0, 20).boxed().toList();
        numbers.parallelStream().forEach(number -> store.approve(SHOP, List.of(mount("/" + number))));
        assertThat(store.all().getFirst().approvals()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"repositories\":{}}",
                "{\"version\":\"1.0\",\"repositories\":[]}",
                "{\"version\":\"1.0\",\"repositories\":{\"a\":1}}",
                "{\"version\":\"1.0\",\"repositories\":{\"a\":{\"root\":\"/x\"}}}",
                "{\"version\":\"1.0\",\"repositories\":{\"a\":{\"root\":\"/x\",\"grants\":{\"d\":true}}}}",
                "{\"version\":\"1.0\",\"repositories\":{\"a\":{\"root\":\"/x\",\"grants\":{\"d\":{\"kind\":\"k\",\"what\":\"w\","
                        + "\"approved\":\"now\"}}}}}",
                "{\"version\":\"1.0\",\"repositories\":{\"a\":{\"root\":7,\"grants\":{}}}}",
                "{\"version\":\"2.0\",\"repositories\":{}}",
            })
    void aDamagedFileApprovesNothingAndIsKept(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertCorrupt();
        assertThat(file).hasContent(content);
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        store.approve(SHOP, List.of(mount("/a")));
        Path elsewhere = Files.move(file, temporary.resolve("elsewhere.json"));
        Files.createSymbolicLink(file, elsewhere);
        assertCorrupt();
        assertThat(elsewhere).content().contains("/a").doesNotContain("/b");
    }

    @Test
    void aFileThatOthersMayWriteIsNotTrusted() throws IOException {
        store.approve(SHOP, List.of(mount("/a")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertCorrupt();
    }

    @Test
    void aDirectoryThatOthersMayWriteIsNotTrusted() throws IOException {
        store.approve(SHOP, List.of(mount("/a")));
        assertThat(Files.getPosixFilePermissions(file.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwx---"));
        assertCorrupt();
    }

    private void assertCorrupt() {
        for (Runnable use : List.<Runnable>of(
                () -> store.missing(SHOP, List.of(mount("/a"))),
                () -> store.approve(SHOP, List.of(mount("/b"))),
                () -> store.revoke(SHOP),
                () -> store.all())) {
            Failure failure = catchThrowableOfType(Failure.class, use::run);
            assertThat(failure).isNotNull();
            assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.STATE_CORRUPT);
            assertThat(failure.first().hints()).isNotEmpty();
        }
    }
}
