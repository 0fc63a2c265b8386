package dev.aether.ajj.docker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.aether.ajj.docker.Engines;
import dev.aether.ajj.docker.StubEngine;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec.TextFile;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.testing.Declarations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are copied for an engine on another machine. */
class ContainerFilesTest {
    private final StubEngine stub = StubEngine.answering(_ -> StubEngine.json("{}"));
    private final Engine engine = Engines.at(stub.address());

    @TempDir
    private Path root;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(root.resolve("conf/inner"));
        Files.writeString(root.resolve("conf/inner/a.sql"), "select 'ä'");
        Files.setPosixFilePermissions(root.resolve("conf/inner/a.sql"), PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(root.resolve("conf"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(root.resolve("conf/inner"), PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(root.resolve("conf/link"), Path.of("inner/a.sql"));
    }

    @AfterEach
    void stop() {
        engine.close();
        stub.close();
    }

    private void put(ServiceSpec service) {
        Stack stack = new Stack(new WorkspaceId("0123456789abcdef", "one", root), root, "aether-one");
        new ContainerFiles(engine).put("0123456789ab", stack, service);
    }

    private static VolumeSpec.Copy copy(String source, String target) {
        return new VolumeSpec.Copy(new VolumeSpec.Bind(source, target, true, Declarations.POSITION));
    }

    private static ServiceSpec db(VolumeSpec... volumes) {
        return Declarations.withVolumes(Declarations.service("db", List.of(), List.of()), volumes);
    }

    private List<Tuple> entries() throws IOException {
        assertThat(stub.bodies).hasSize(1);
        List<Tuple> entries = new ArrayList<>();
        try (TarArchiveInputStream archive =
                new TarArchiveInputStream(new ByteArrayInputStream(stub.bodies.getFirst()))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                assertThat(entry.getLongUserId())
                        .isEqualTo(((Number) Files.getAttribute(root, "unix:uid")).longValue());
                String content = entry.isSymbolicLink()
                        ? "-> " + entry.getLinkName()
                        : new String(archive.readAllBytes(), StandardCharsets.UTF_8);
                entries.add(tuple(entry.getName(), Integer.toOctalString(entry.getMode() & 07777), content));
            }
        }
        return entries;
    }

    @Test
    void copiesADirectory() throws IOException {
        put(db(copy("./conf", "/etc/db")));
        assertThat(entries())
                .containsExactly(
                        tuple("etc/db/", "755", ""),
                        tuple("etc/db/inner/", "700", ""),
                        tuple("etc/db/inner/a.sql", "640", "select 'ä'"),
                        tuple("etc/db/link", "777", "-> inner/a.sql"));
    }

    @Test
    void copiesAFileToItsPathInTheContainer() throws IOException {
        put(db(copy("./conf/link", "/init/0.sql")));
        assertThat(entries()).containsExactly(tuple("init/0.sql", "640", "select 'ä'"));
    }

    @Test
    void copiesMountsAfterDeclaredFiles() throws IOException {
        int user = ((Number) Files.getAttribute(root, "unix:uid")).intValue();
        put(Declarations.withFiles(db(copy("./conf/inner/a.sql", "/a")), new TextFile("/b", "text", 0644, user, 0)));
        assertThat(entries()).containsExactly(tuple("b", "644", "text"), tuple("a", "640", "select 'ä'"));
    }

    @Test
    void sendsNothingWithoutFiles() {
        put(db(new VolumeSpec.Named("data", "/data", false)));
        assertThat(stub.bodies).isEmpty();
    }

    @Test
    void reportsAMissingFile() {
        Failure failure = catchThrowableOfType(Failure.class, () -> put(db(copy("./none", "/x"))));
        assertThat(failure.first().message()).contains("cannot copy ./none into it: it does not exist");
        assertThat(stub.bodies).isEmpty();
    }
}
