package dev.aether.ajj.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.docker.Engines;
import dev.aether.ajj.docker.StubEngine;
import dev.aether.ajj.docker.engine.OwnContainer.Misplaced;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ajj in a container, with a fake engine. */
class OwnContainerTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    private final StubEngine stub = StubEngine.answering(this::answer);
    private final Engine engine = Engines.at(stub.address());
    private Optional<String> mounts = Optional.empty();

    @AfterEach
    void stop() {
        engine.close();
        stub.close();
    }

    private String answer(String request) {
        return request.equals("GET /_ping")
                ? StubEngine.response("200 OK", "OK")
                : mounts.map(list -> StubEngine.json("{\"Mounts\": [" + list + "]}"))
                        .orElse(StubEngine.response("404 Not Found", "{\"message\": \"no such container\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "/var/lib/docker/containers/%s/hostname /etc/hostname",
        "/var/lib/containers/storage/overlay-containers/%s/userdata/hosts /etc/hosts",
    })
    void findsItsIdAmongTheMounts(String mount) {
        String mountinfo =
                "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n30 22 8:1 " + mount.formatted(ID) + " rw - ext4 x rw\n";

        assertThat(OwnContainer.parse(mountinfo)).contains(new OwnContainer(ID));
        assertThat(OwnContainer.parse("22 1 8:1 / / rw - ext4 /dev/sda1 rw\n")).isEmpty();
    }

    @Test
    void ignoresContainersOfAnEngineBesideIt() {
        String mountinfo = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n" + "41 22 0:61 / /var/lib/docker/containers/" + ID
                + "/mounts/shm rw - tmpfs shm rw\n";

        assertThat(OwnContainer.parse(mountinfo)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/home/me, /home/me", "/home/me/shop, /home/me/shop", "/host_mnt/home/me, /home/me", "/, /"})
    void theSamePathIsFine(String source, String destination) {
        mount(source, destination);

        assertThat(misplaced("/home/me/shop")).isEmpty();
    }

    @Test
    void anotherPathIsReported() {
        mount("/home/me/shop", "/work");

        assertThat(misplaced("/work"))
                .contains(new Misplaced(
                        "/work in ajj's container is /home/me/shop on the engine's machine, but both paths must be the"
                                + " same",
                        "mount it at the same path: docker run -v /home/me/shop:/home/me/shop -w /home/me/shop ..."));
    }

    @Test
    void theInnermostMountDecides() {
        mounts = Optional.of("{\"Source\": \"/home\", \"Destination\": \"/home\"},"
                + " {\"Source\": \"/data\", \"Destination\": \"/home/me\"}");

        assertThat(misplaced("/home/me/shop").orElseThrow().reason())
                .startsWith("/home/me/shop in ajj's container is /data/shop on the engine's machine");
    }

    @Test
    void aWorkspaceThatIsNotMountedIsReported() {
        mount("/home/me/shop", "/home/me/shop");

        assertThat(misplaced("/home/me/feature"))
                .contains(new Misplaced(
                        "/home/me/feature exists only in the container that ajj runs in, and is lost with it",
                        "mount the directory around it at the same path: docker run -v /home/me:/home/me ..."));
    }

    @Test
    void anotherEngineIsIgnored() {
        assertThat(misplaced("/work")).isEmpty();
    }

    @Test
    void aDeniedSocketIsReportedWithItsGroup(@TempDir Path directory) throws IOException {
        Path socket = Files.createFile(directory.resolve("docker.sock"));

        assertThat(OwnContainer.socketHints(URI.create("unix://" + socket), true))
                .containsExactly(
                        "ajj runs in a container whose user is not in the socket's group; add it: docker run --group-add "
                                + Files.getAttribute(socket, "unix:gid") + " ...");
    }

    @Test
    void aMissingSocketIsReported() {
        assertThat(OwnContainer.socketHints(URI.create("unix:///var/run/docker.sock"), false))
                .first()
                .asString()
                .endsWith("docker run -v /var/run/docker.sock:/var/run/docker.sock ...");
    }

    private Optional<Misplaced> misplaced(String root) {
        return new OwnContainer(ID).misplaced(engine, Path.of(root));
    }

    private void mount(String source, String destination) {
        mounts = Optional.of(
                "{\"Type\": \"bind\", \"Source\": \"" + source + "\", \"Destination\": \"" + destination + "\"}");
    }
}
