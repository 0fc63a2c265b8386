package dev.aether.ajj.lifecycle.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.report.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspaceProgressTest {
    private final List<String> shown = new ArrayList<>();
    private final WorkspaceProgress progress = new WorkspaceProgress(new Progress() {
        @Override
        public void update(String subject, Stage stage, String detail) {
            shown.add(subject + " " + stage);
        }

        @Override
        public void waiting(String subject, Wait wait) {}

        @Override
        public void warn(String message) {}

        @Override
        public void trace(String call, long millis) {}
    });

    @Test
    void servicesAreShownWithoutTheWorkspace() {
        progress.update("db", Progress.Stage.READY, "");
        progress.update("feature/db", Progress.Stage.REMOVED, "");
        progress.update("team/feature/db", Progress.Stage.REMOVED, "");

        assertThat(shown).containsExactly("db READY", "db REMOVED", "db REMOVED");
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

        assertThat(shown).containsExactly("db FAILED", "cache READY", "cache ROLLING_BACK", "cache ROLLED_BACK");
    }
}
