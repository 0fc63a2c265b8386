package dev.aether.ajj.docker.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.service.FileTree;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.testing.Declarations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteServicesTest {
    private static final SourcePosition PLACE = new SourcePosition(Declarations.FILE, 7, 3);

    private final RemoteServices remote = new RemoteServices("dev@build");

    @TempDir
    private Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectory(root.resolve("conf"));
        Files.writeString(root.resolve("conf/a.conf"), "a");
        Files.write(root.resolve("large"), new byte[(int) FileTree.MAX_BYTES + 1]);
    }

    private static VolumeSpec.Bind bind(String source, boolean readOnly) {
        return new VolumeSpec.Bind(source, "/etc/x", readOnly, PLACE);
    }

    private static ServiceSpec db(VolumeSpec... volumes) {
        return Declarations.withVolumes(
                Declarations.service("db", List.of(Declarations.tcp(5432)), List.of()), volumes);
    }

    private List<Problem> problems(ServiceSpec... services) {
        Failure failure = catchThrowableOfType(Failure.class, () -> remote.check(List.of(services), root));
        assertThat(failure.problems()).allMatch(problem -> ErrorCode.of(problem) == ErrorCode.CONFIG_INVALID);
        return failure.problems();
    }

    @Test
    void allowsVolumesAndSmallFiles() {
        assertThatCode(() -> remote.check(
                        List.of(
                                db(
                                        new VolumeSpec.Named("data", "/data", false),
                                        bind("./conf", true),
                                        bind("./conf/a.conf", true),
                                        bind("./missing", true)),
                                db(new VolumeSpec.Copy(bind("./conf", true)))),
                        root))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAWritableMount() {
        Problem problem = problems(db(bind("./conf", false))).getFirst();
        assertThat(problem.message()).isEqualTo("./conf cannot be mounted into db, because the engine is on dev@build");
        assertThat(problem.hints())
                .containsExactly(
                        "keep the data in a named volume: \"db-data:/etc/x\"",
                        "if it is small and the container only reads it, let ajj copy it: \"./conf:/etc/x:ro\"");
        assertThat(problem)
                .isInstanceOfSatisfying(
                        ConfigProblem.Invalid.class,
                        invalid -> assertThat(invalid.position()).isEqualTo(PLACE));
    }

    @Test
    void refusesALargeCopy() {
        Problem problem = problems(db(bind("./large", true))).getFirst();
        assertThat(problem.message())
                .isEqualTo("./large cannot be mounted into db, because the engine is on dev@build, and it cannot be"
                        + " copied: it is larger than 1 MiB or has more than 1000 files");
        assertThat(problem.hints())
                .containsExactly(
                        "mount only the files that the container needs, read-only and at most 1 MiB",
                        "or copy them into the image with a Dockerfile");
        assertThat(problems(db(bind("/dev/null", true))).getFirst().message())
                .endsWith("it cannot be copied: it is neither a file nor a directory");
    }

    @Test
    void refusesAUdpPort() {
        PortSpec udp = new PortSpec(53, PortSpec.Protocol.UDP, OptionalInt.empty());
        Problem problem = problems(Declarations.service("dns", List.of(Declarations.tcp(53), udp), List.of()))
                .getFirst();
        assertThat(problem.message())
                .isEqualTo("service dns publishes 53/udp, and the engine is on dev@build: SSH forwards TCP ports only");
        assertThat(problem.hints())
                .containsExactly(
                        "remove the port: other services reach it as dns:53", "or use an engine on this machine");
    }

    @Test
    void reportsAllProblems() {
        PortSpec udp = new PortSpec(53, PortSpec.Protocol.UDP, OptionalInt.empty());
        assertThat(problems(
                        db(bind("./conf", false), bind("./large", true)),
                        Declarations.service("dns", List.of(udp), List.of())))
                .hasSize(3);
    }
}
