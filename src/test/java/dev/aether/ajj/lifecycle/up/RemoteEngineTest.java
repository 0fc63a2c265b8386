package dev.aether.ajj.lifecycle.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ajj up} with an engine on another machine, in a workspace with real files. */
class RemoteEngineTest {
    private static final Map<String, Map<String, Integer>> PORTS =
            Map.of("db", Map.of("5432", 20001), "web", Map.of("80", 20000));
    private static final VolumeSpec.Bind CONF = new VolumeSpec.Bind("./conf", "/etc/conf", true, Declarations.POSITION);

    private Path root;
    private FakeWorld world;

    @BeforeEach
    void bringUp(@TempDir Path temporary) throws IOException {
        root = Files.createDirectories(temporary.toRealPath().resolve("main"));
        Files.writeString(Files.createDirectory(root.resolve("conf")).resolve("a"), "one");
        ServiceSpec db = Declarations.withVolumes(BroughtUp.service("db", 5432), CONF);
        world = new FakeWorld(BroughtUp.config(BroughtUp.service("web", 80, "db"), db), root);
        world.engine.remote = true;
        UpResult _ = up();
    }

    private UpResult up() {
        world.engine.reached.clear();
        return BroughtUp.upIn(world, root);
    }

    @Test
    void theLocationIsRecorded() {
        Location location =
                world.find(world.repository, "default").orElseThrow().location();
        assertThat(location).isEqualTo(new Location(Location.SSH, "unix:///engine.sock", "ENGINE"));
    }

    @Test
    void containersGetCopiesOfFiles() throws IOException {
        assertThat(world.engine.startedAs("db").volumes()).containsExactly(new VolumeSpec.Copy(CONF));
        assertThat(up().isUnchanged()).isTrue();

        Files.writeString(root.resolve("conf/a"), "two");
        assertThat(up().changes()).containsOnly(Map.entry("web", Change.UNCHANGED), Map.entry("db", Change.RECREATED));
        assertThat(up().isUnchanged()).isTrue();
    }

    @Test
    void runningServicesAreMadeReachable() {
        assertThat(up().isUnchanged()).isTrue();
        assertThat(world.engine.reached).containsExactly(PORTS);
    }

    @Test
    void aRestartedServiceIsMadeReachable() {
        world.engine.kill("aether-a4f3b-default-db", 1);
        assertThat(up().changes()).containsEntry("db", Change.STARTED);
        assertThat(world.engine.reached).contains(Map.of("db", Map.of("5432", 20001)));
    }

    @Test
    void portsInUseOnTheOtherMachineAreAvoided() {
        world.engine.usedPorts.addAll(List.of(20002, 20003, 20005));
        world.declare(BroughtUp.config(
                BroughtUp.service("web", 80), BroughtUp.service("db", 5432), BroughtUp.service("cache", 6379)));
        world.engine.takenPorts.add(20004);
        assertThat(up().changes()).containsEntry("cache", Change.CREATED);
        assertThat(world.engine.reached).as("20004 was taken since").contains(Map.of("cache", Map.of("6379", 20006)));
    }

    @Test
    void unreachableServicesAreAFailure() {
        Problem lost = new BackendProblem.Unavailable("the ports are not forwarded", List.of("run: ajj up"));
        world.engine.unreachable = Optional.of(new Failure(lost));
        List<String> before = world.contents();
        Failure failure = catchThrowableOfType(Failure.class, this::up);
        assertThat(failure.problems()).containsExactly(lost);
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void anUnsupportedServiceIsRefusedBeforeAnyChange() {
        Problem unfit = new ConfigProblem.Invalid(Declarations.POSITION, "no", List.of("leave it out"));
        world.engine.checkFailure = Optional.of(new Failure(unfit));
        world.declare(BroughtUp.config(BroughtUp.service("cache", 6379)));
        List<String> before = world.contents();
        int reached = world.faults.reached().size();
        Failure failure = catchThrowableOfType(Failure.class, this::up);
        assertThat(failure.problems()).containsExactly(unfit);
        assertThat(world.contents()).isEqualTo(before);
        List<String> done =
                world.faults.reached().subList(reached, world.faults.reached().size());
        assertThat(done).noneMatch(operation -> operation.matches("(fetch|start|remove|reserve|lock registry).*"));
    }

    @Test
    void anEngineOnThisMachineMountsFiles() {
        FakeWorld local = new FakeWorld(world.load(Optional.empty(), root, root), root);
        UpResult _ = BroughtUp.upIn(local, root);
        assertThat(local.engine.startedAs("db").volumes()).containsExactly(CONF);
    }
}
