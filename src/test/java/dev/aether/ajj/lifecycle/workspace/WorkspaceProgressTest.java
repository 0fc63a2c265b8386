package dev.aether.ajj.lifecycle.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.Traces;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspaceProgressTest {
    private final Traces traces = new Traces();
    private final WorkspaceProgress progress = new WorkspaceProgress(traces);

    @Test
    void servicesAreShownWithoutTheWorkspace() {
        progress.update("db", Progress.Stage.READY, "");
        progress.update("feature/db", Progress.Stage.REMOVED, "");
        progress.update("team/feature/db", Progress.Stage.REMOVED, "");

        assertThat(traces.updates).containsExactly("db READY", "db REMOVED", "db REMOVED");
    }

    @Test
    void removalsDuringARollbackAreShownAsRollback() {
        progress.update("db", Progress.Stage.FAILED, "");
        progress.update("cache", Progress.Stage.READY, "");
        progress.rollBack();
        for (String service : List.of("db", "cache")) {
            progress.update("feature/" + service, Progress.Stage.REMOVING, "");
            progress.update("feature/" + service, Progress.Stage.REMOVED, "");
        }

        assertThat(traces.updates)
                .containsExactly("db FAILED", "cache READY", "cache ROLLING_BACK", "cache ROLLED_BACK");
    }
}
