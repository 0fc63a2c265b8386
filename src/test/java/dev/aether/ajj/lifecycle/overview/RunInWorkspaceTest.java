package dev.aether.ajj.lifecycle.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.up.BroughtUp;
import dev.aether.ajj.model.variable.VariableChanges;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.testing.Traces;
import dev.aether.ajj.testing.UseCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code ajj run} with services on another machine. */
class RunInWorkspaceTest extends BroughtUp {
    private final List<VariableChanges> handed = new ArrayList<>();
    private final Traces traces = new Traces();

    private int run() {
        return new RunInWorkspace(
                        UseCases.variables(world),
                        (_, changes) -> {
                            handed.add(changes);
                            return 7;
                        },
                        new Backends(List.of(world), world))
                .run(MAIN, List.of("true"), Map.of(), traces);
    }

    private void moveElsewhere() {
        world.change(
                world.repository,
                "default",
                entry -> entry.map(
                        found -> found.withLocation(new Location(Location.SSH, "unix:///engine.sock", "ENGINE"))));
        world.engine.reached.clear();
    }

    @Test
    void servicesOnAnotherMachineAreMadeReachableFirst() {
        moveElsewhere();
        assertThat(run()).isEqualTo(7);
        assertThat(world.engine.reached)
                .containsExactly(Map.of("db", Map.of("5432", 20001), "web", Map.of("80", 20000)));
        assertThat(traces.updates).isEmpty();
    }

    @Test
    void unreachableServicesAreOnlyAWarning() {
        moveElsewhere();
        world.engine.unreachable = Optional.of(
                new Failure(new BackendProblem.Unavailable("the ports are not forwarded", List.of("run: ajj up"))));
        assertThat(run()).isEqualTo(7);
        assertThat(traces.updates).containsExactly("warning: the ports are not forwarded");
        assertThat(handed)
                .singleElement()
                .satisfies(changes -> assertThat(changes.set()).containsKey("INJECTED"));
    }

    @Test
    void localServicesNeedNoQuery() {
        world.engine.reached.clear();
        assertThat(run()).isEqualTo(7);
        assertThat(world.engine.reached).isEmpty();
    }
}
