package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec.TextFile;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.backend.RunningServiceContract;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.NeedsDocker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** The backend contract on a real engine, and behaviour specific to Docker. */
@NeedsDocker
class DockerBackendIT extends RunningServiceContract {
    private static final String IMAGE = "busybox:1";

    private final Engine engine = Engines.at(EngineAddress.find(Optional.empty(), System.getenv()));
    private final DockerBackend docker = Engines.backend(engine);
    private final String repository =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final Stack stack = new Stack(
            new WorkspaceId(repository, "feature", Path.of("/repo/main")),
            Path.of("/repo/feature"),
            "aether-" + repository.substring(0, 5) + "-feature");

    @Override
    protected Backend backend() {
        return docker;
    }

    @Override
    protected ServiceSpec sleeper(String name) {
        return Containers.sleeper(name, List.of(new VolumeSpec.Named("data", "/data", false)));
    }

    @Override
    protected ServiceSpec talker(String name) {
        return Declarations.withCommand(
                sleeper(name), List.of("sh", "-c", "echo one; echo two >&2; echo three; exec sleep 600"));
    }

    @Override
    protected void end(String containerId) {
        client(client -> client.killContainerCmd(containerId).exec());
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !docker.access(new Backend.Instance("db", containerId))
                        .state()
                        .orElseThrow()
                        .running());
    }

    @Override
    protected int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void network() {
        docker.createNetworkAndVolumes(stack, List.of());
    }

    @AfterEach
    void clean() {
        docker.remove(stack, new Backend.Part.Everything());
    }

    @Test
    void publishesOnLoopbackOnlyAndJoinsThePrivateNetworkUnderItsName() throws PortTaken {
        int port = freePort();
        InspectContainerResponse container = inspect(start(sleeper("db"), port));

        var bindings = Objects.requireNonNull(container.getHostConfig().getPortBindings());
        assertThat(bindings.getBindings().values()).singleElement().satisfies(binding -> {
            assertThat(binding[0].getHostIp()).isEqualTo("127.0.0.1");
            assertThat(binding[0].getHostPortSpec()).isEqualTo(Integer.toString(port));
        });
        assertThat(container.getNetworkSettings().getNetworks()).containsOnlyKeys(stack.namespace());
        assertThat(Objects.requireNonNull(
                                container.getNetworkSettings().getNetworks().get(stack.namespace()))
                        .getAliases())
                .contains("db");
    }

    @Test
    void everyResourceHasTheLabels() throws PortTaken {
        docker.createNetworkAndVolumes(stack, List.of(sleeper("db")));
        InspectContainerResponse container = inspect(start(sleeper("db"), freePort()));
        assertThat(container.getConfig().getLabels())
                .containsEntry("aether.managed", "true")
                .containsEntry("aether.workspace", "feature")
                .containsEntry("aether.namespace", stack.namespace())
                .containsEntry("aether.service", "db")
                .containsEntry("aether.repo", repository)
                .containsEntry("aether.config-hash", "hash");
        Map<String, String> labels = client(client ->
                client.inspectVolumeCmd(stack.namespace() + "-data").exec().getLabels());
        assertThat(labels).containsEntry("aether.repo", repository);
    }

    @Test
    void copiesFilesBeforeTheContainerStarts() throws PortTaken {
        ServiceSpec service = Declarations.withFiles(
                Declarations.withCommand(
                        Containers.sleeper("db", List.of()),
                        List.of("sh", "-c", "cat /etc/deep/er/x; stat -c '%a %u %g' /etc/deep/er/x; exec sleep 600")),
                new TextFile("/etc/deep/er/x", "h\u00e9llo\n", 0440, 101, 102));
        docker.createNetworkAndVolumes(stack, List.of(service));
        String id = start(service, freePort());
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                docker.access(new Backend.Instance("db", id)).lastLines(2))
                        .containsExactly("h\u00e9llo", "440 101 102"));
    }

    /** The engine would write the file into the mount. */
    @Test
    void refusesFilesThatALinkLeadsIntoAMount() throws PortTaken {
        String image = linkedImage();
        try {
            ServiceSpec mounted = Declarations.withImage(
                    Containers.sleeper("db", List.of(new VolumeSpec.Named("data", "/mnt/data", false))), image);
            docker.createNetworkAndVolumes(stack, List.of(mounted));
            for (String path : List.of("/deep/link/data/x", "/deep/again/link/data/new/x", "/mnt/data/x")) {
                ServiceSpec hostile = Declarations.withFiles(mounted, new TextFile(path, "secret", 0440, 0, 0));
                assertThatThrownBy(() -> start(hostile, freePort()))
                        .isInstanceOf(Failure.class)
                        .hasMessageContaining(
                                "links in its image lead from " + path + " into the volume or mount at /mnt/data");
            }
            assertThat(docker.observe(repository)).isEmpty();
            ServiceSpec beside = Declarations.withFiles(mounted, new TextFile("/deep/link/database/x", "", 0440, 0, 0));
            assertThat(start(beside, freePort())).isNotEmpty();
        } finally {
            assertThat(docker.remove(stack, new Backend.Part.Everything()).left())
                    .isEmpty();
            client(client -> client.removeImageCmd(image).withForce(true).exec());
        }
    }

    /** {@code /deep/link} leads to {@code /mnt}, and {@code /deep/again} to {@code /deep}. */
    private String linkedImage() {
        String id = client(client -> client.createContainerCmd(IMAGE)
                .withCmd("sh", "-c", "mkdir -p /deep && ln -s ../mnt /deep/link && ln -s /deep /deep/again")
                .exec()
                .getId());
        try {
            client(client -> client.startContainerCmd(id).exec());
            client(client -> client.waitContainerCmd(id)
                    .exec(new WaitContainerResultCallback())
                    .awaitStatusCode());
            String image = stack.namespace() + "-linked";
            client(client ->
                    client.commitCmd(id).withRepository(image).withTag("1").exec());
            return image + ":1";
        } finally {
            client(client -> client.removeContainerCmd(id).withForce(true).exec());
        }
    }

    @Test
    void usesAndKeepsSharedVolumesAndNetworks() throws PortTaken {
        String name = stack.namespace() + "x-shared";
        ServiceSpec service = Declarations.withNetworks(
                Containers.sleeper("db", List.of(new VolumeSpec.Shared(name, "/shared", false))), name);
        assertThatThrownBy(() -> docker.createNetworkAndVolumes(stack, List.of(service)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the volume " + name + ": it does not exist");
        client(client -> client.createVolumeCmd().withName(name).exec());
        try {
            assertThatThrownBy(() -> docker.createNetworkAndVolumes(stack, List.of(service)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("the network " + name + ": it does not exist");
            assertThat(docker.observe(repository)).isEmpty();
            String network = client(
                    client -> client.createNetworkCmd().withName(name).exec().getId());
            try {
                docker.createNetworkAndVolumes(stack, List.of(service));
                InspectContainerResponse container = inspect(start(service, freePort()));
                assertThat(container.getNetworkSettings().getNetworks()).containsOnlyKeys(stack.namespace(), name);
                assertThat(docker.remove(stack, new Backend.Part.Everything()).left())
                        .isEmpty();
            } finally {
                docker.remove(stack, new Backend.Part.Everything());
                client(client -> client.removeNetworkCmd(network).exec());
            }
            assertThat(client(client -> client.inspectVolumeCmd(name).exec()).getName())
                    .isEqualTo(name);
        } finally {
            docker.remove(stack, new Backend.Part.Everything());
            client(client -> client.removeVolumeCmd(name).exec());
        }
    }

    @Test
    void createsAVolumeWithDriverOptions() throws PortTaken {
        ServiceSpec service = Containers.sleeper(
                "db",
                List.of(new VolumeSpec.Named(
                        "ram",
                        "/ram",
                        false,
                        new VolumeSpec.Driver("local", Map.of("type", "tmpfs", "device", "tmpfs")))));
        docker.createNetworkAndVolumes(stack, List.of(service));
        String id = start(service, freePort());
        assertThat(client(client -> client.inspectVolumeCmd(stack.namespace() + "-ram")
                                .exec())
                        .getOptions())
                .containsEntry("type", "tmpfs");
        assertThat(docker.access(new Backend.Instance("db", id))
                        .execute(List.of("sh", "-c", "mount | grep ' /ram '"), Duration.ofSeconds(30))
                        .exitStatus())
                .hasValue(0);
    }

    /** A permission for one declaration must not apply to another that needs none. */
    @Test
    void aVolumeWithOtherDriverOptionsIsNotMounted() {
        var ram = new VolumeSpec.Driver("local", Map.of("type", "tmpfs", "device", "tmpfs"));
        List<ServiceSpec> made =
                List.of(Containers.sleeper("db", List.of(new VolumeSpec.Named("ram", "/ram", false, ram))));
        List<ServiceSpec> plain =
                List.of(Containers.sleeper("web", List.of(new VolumeSpec.Named("ram", "/ram", false))));
        docker.createNetworkAndVolumes(stack, made);
        docker.createNetworkAndVolumes(stack, made);

        Failure refused = catchThrowableOfType(Failure.class, () -> docker.createNetworkAndVolumes(stack, plain));
        Failure both = catchThrowableOfType(
                Failure.class, () -> docker.createNetworkAndVolumes(stack, List.of(made.getFirst(), plain.getFirst())));

        assertThat(refused.first().message()).contains("it was created with another driver or other driver_opts");
        assertThat(both.first().message()).contains("services declare it with different drivers or driver_opts");
    }

    @Test
    void refusesASecondContainerBesideARenamedOne() throws PortTaken {
        docker.createNetworkAndVolumes(stack, List.of(sleeper("db")));
        String id = start(sleeper("db"), freePort());
        String other = stack.namespace() + "x-other";
        client(client -> client.renameContainerCmd(id).withName(other).exec());
        try {
            Failure failure = catchThrowableOfType(
                    Failure.class, () -> docker.createNetworkAndVolumes(stack, List.of(sleeper("db"))));
            assertThat(failure.first().message())
                    .isEqualTo("cannot create the container of service db: the container " + other
                            + " has its labels, but not its name: it was renamed or copied");
            assertThat(docker.renamed())
                    .filteredOn(
                            container -> container.service().stack().namespace().equals(stack.namespace()))
                    .singleElement()
                    .satisfies(container -> {
                        assertThat(container.name()).isEqualTo(other);
                        assertThat(container.service().observed().service()).isEqualTo("db");
                        assertThat(container.hints()).isEqualTo(failure.first().hints());
                    });
            assertThat(docker.remove(stack, new Backend.Part.Everything()).left())
                    .containsOnlyKeys(
                            "container " + other,
                            "network " + stack.namespace(),
                            "volume " + stack.namespace() + "-data")
                    .containsEntry("network " + stack.namespace(), "the container " + other + " uses it")
                    .containsEntry("volume " + stack.namespace() + "-data", "the container " + other + " uses it");
        } finally {
            client(client -> client.renameContainerCmd(id)
                    .withName(stack.namespace() + "-db")
                    .exec());
        }
        docker.createNetworkAndVolumes(stack, List.of(sleeper("db")));
    }

    @Test
    void findsTheContainerThatPublishesAPort() throws PortTaken {
        docker.createNetworkAndVolumes(stack, List.of(sleeper("db")));
        int port = freePort();
        String _ = start(sleeper("db"), port);

        assertThat(docker.publisher(port))
                .contains("the container " + stack.namespace() + "-db of the workspace \"" + stack.workspace()
                        + "\" in " + stack.root());
        assertThat(docker.publisher(freePort())).isEmpty();
    }

    @Test
    void removesAVolumeThatTheEngineHasRecreated() throws PortTaken {
        docker.createNetworkAndVolumes(stack, List.of(sleeper("db")));
        client(client -> client.removeVolumeCmd(stack.namespace() + "-data").exec());
        start(sleeper("db"), freePort());

        docker.remove(stack, new Backend.Part.Everything());

        List<InspectVolumeResponse> volumes =
                client(client -> client.listVolumesCmd().exec().getVolumes());
        assertThat(volumes).noneMatch(volume -> volume.getName().startsWith(stack.namespace()));
    }

    /** As the image of a database declares its data directory. */
    @Test
    void imageVolumesOutliveTheContainer() throws PortTaken {
        ServiceSpec redis = Declarations.withImage(Containers.sleeper("db", List.of()), "redis:7");
        String volume = onlyVolume(start(redis, freePort()));
        assertThat(volume).startsWith(stack.namespace() + "-db-");

        docker.remove(stack, new Backend.Part.Service("db"));
        assertThat(onlyVolume(start(redis, freePort()))).isEqualTo(volume);
        docker.remove(stack, new Backend.Part.KeepVolumes());
        assertThat(volumes()).contains(volume);

        docker.remove(stack, new Backend.Part.Everything());
        assertThat(volumes()).doesNotContain(volume);
    }

    /** A container inherits the labels of its image, and Compose would assign it to a project. */
    @Test
    void overridesLabelsOfDockersTools() throws PortTaken {
        String id = start(sleeper("db"), freePort());
        String image = client(client -> client.commitCmd(id)
                .withRepository(stack.namespace())
                .withLabels(Map.of("com.docker.compose.project", "other", "team", "red"))
                .exec());
        try {
            String made = start(Declarations.withImage(sleeper("web"), image), freePort());
            assertThat(Objects.requireNonNull(inspect(made).getConfig().getLabels()))
                    .containsEntry("com.docker.compose.project", "")
                    .containsEntry("team", "red")
                    .containsEntry("aether.service", "web");
        } finally {
            clean();
            client(client -> client.removeImageCmd(image).withForce(true).exec());
        }
    }

    @Test
    void aMountReplacesAnImageVolume() throws PortTaken {
        ServiceSpec redis = Declarations.withImage(
                Containers.sleeper("db", List.of(new VolumeSpec.Named("own", "/data/", false))), "redis:7");
        docker.createNetworkAndVolumes(stack, List.of(redis));
        assertThat(onlyVolume(start(redis, freePort()))).isEqualTo(stack.namespace() + "-own");
    }

    private String onlyVolume(String id) {
        return Objects.requireNonNull(inspect(id).getMounts()).stream()
                .map(mount -> Objects.requireNonNull(mount.getName()))
                .collect(Collectors.joining(" "));
    }

    private List<String> volumes() {
        return client(client -> client.listVolumesCmd().exec().getVolumes()).stream()
                .map(InspectVolumeResponse::getName)
                .toList();
    }

    @Test
    void keepsAVolumeThatAjjDidNotCreate() {
        String name = stack.namespace() + "-data";
        client(client -> client.createVolumeCmd().withName(name).exec());
        try {
            assertThatThrownBy(() -> docker.createNetworkAndVolumes(stack, List.of(sleeper("db"))))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("ajj did not create");
            docker.remove(stack, new Backend.Part.Everything());
            InspectVolumeResponse kept =
                    client(client -> client.inspectVolumeCmd(name).exec());
            assertThat(kept.getName()).isEqualTo(name);
        } finally {
            client(client -> client.removeVolumeCmd(name).exec());
        }
    }

    @Test
    void reportsResourcesInUseByOthers() throws PortTaken {
        String stranger = client(client -> client.createContainerCmd(IMAGE)
                .withCmd("sleep", "600")
                .withHostConfig(com.github.dockerjava.api.model.HostConfig.newHostConfig()
                        .withNetworkMode(stack.namespace()))
                .exec()
                .getId());
        try {
            client(client -> client.startContainerCmd(stranger).exec());
            Backend.Removal removal = docker.remove(stack, new Backend.Part.Everything());
            assertThat(removal.left()).containsOnlyKeys("network " + stack.namespace());
            assertThat(removal.left().firstEntry().getValue()).contains("active endpoints");
            assertThat(docker.access(new Backend.Instance("db", stranger)).state())
                    .as("not ours, so it lives")
                    .isPresent();
        } finally {
            client(client -> client.removeContainerCmd(stranger).withForce(true).exec());
        }
    }

    @Test
    void aMissingImage() {
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> docker.fetchImage(Declarations.withImage(sleeper("db"), "localhost:1/no/such:image")));
        assertThat(failure.first()).isInstanceOf(BackendProblem.ImageNotFound.class);
        assertThat(failure.first().message()).startsWith("no image localhost:1/no/such:image for the service db: ");
    }

    @Test
    void aMissingCommandLeavesNoContainer() {
        ServiceSpec broken = Declarations.withCommand(sleeper("db"), List.of("/no/such/program"));
        Failure failure = catchThrowableOfType(Failure.class, () -> start(broken, freePort()));
        assertThat(failure.first()).isInstanceOf(BackendProblem.SpawnFailed.class);
        assertThat(failure.first().message()).contains("/no/such/program");
        assertThat(docker.observe(repository)).isEmpty();
    }

    @Test
    void aMissingMountSourceIsAnError() {
        ServiceSpec broken = Containers.sleeper(
                "db", List.of(new VolumeSpec.Bind("./no-such-directory", "/conf", true, Declarations.POSITION)));
        Failure failure = catchThrowableOfType(Failure.class, () -> start(broken, freePort()));
        assertThat(failure.first().message()).contains("bind source path does not exist");
        assertThat(docker.observe(repository)).isEmpty();
    }

    @Test
    void runsCommandsAndReadsLastLines() throws PortTaken {
        ServiceSpec talker = Declarations.withCommand(
                sleeper("db"), List.of("sh", "-c", "echo one; echo two; echo three; sleep 600"));
        String id = start(talker, freePort());
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                docker.access(new Backend.Instance("db", id)).lastLines(2))
                        .containsExactly("two", "three"));
        Duration patience = Duration.ofSeconds(20);
        assertThat(docker.access(new Backend.Instance("db", id)).execute(List.of("true"), patience))
                .isEqualTo(new CommandResult(OptionalInt.of(0), List.of()));
        assertThat(docker.access(new Backend.Instance("db", id))
                        .execute(List.of("sh", "-c", "echo no >&2; echo never >&2; exit 7"), patience))
                .isEqualTo(new CommandResult(OptionalInt.of(7), List.of("no", "never")));
        assertThat(docker.access(new Backend.Instance("db", id))
                        .execute(List.of("no-such-program"), patience)
                        .exitStatus()
                        .orElse(1))
                .isNotZero();
    }

    @Test
    void aMissingEngine() {
        Engine missing = Engines.at(EngineAddress.find(Optional.of("unix:///no/such/docker.sock"), Map.of()));
        try (DockerBackend backend = Engines.backend(missing)) {
            Failure failure = catchThrowableOfType(Failure.class, backend::location);
            assertThat(failure.first()).isInstanceOf(BackendProblem.Unavailable.class);
            assertThat(failure.first().message())
                    .startsWith(
                            "the Docker engine at unix:///no/such/docker.sock (from [backend] socket) does not answer: ");
        }
    }

    private String start(ServiceSpec service, int port) throws PortTaken {
        docker.createNetworkAndVolumes(stack, List.of(service));
        return docker.create(stack, service, new LinkedHashMap<>(Map.of("80", port)), "hash");
    }

    private InspectContainerResponse inspect(String id) {
        return client(client -> client.inspectContainerCmd(id).exec());
    }

    private <T> T client(java.util.function.Function<DockerClient, T> question) {
        return question.apply(DockerClientFactory.lazyClient());
    }

    @Test
    void anUnknownContextIsRefused() {
        assertThatThrownBy(() -> EngineAddress.find(Optional.empty(), Map.of("DOCKER_CONTEXT", "no-such-context")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the docker context \"no-such-context\"");
    }
}
