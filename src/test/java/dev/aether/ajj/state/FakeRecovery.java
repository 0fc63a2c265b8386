package dev.aether.ajj.state;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.Recovery;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.ArrayList;
import java.util.List;

/** A fake engine that returns the test's entries, and records warnings. */
final class FakeRecovery implements Recovery, Progress {
    final List<WorkspaceEntry> entries = new ArrayList<>();
    final List<PinnedPort> ports = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    boolean reachable = true;
    boolean known;

    @Override
    public List<WorkspaceEntry> entries(Repository repository, boolean complete) {
        return reached(entries);
    }

    @Override
    public boolean isKnown(Repository repository) {
        return known;
    }

    @Override
    public List<PinnedPort> ports() {
        return reached(ports);
    }

    private <T> List<T> reached(List<T> answer) {
        if (!reachable) {
            throw new Failure(new BackendProblem.Unavailable("the engine does not answer", List.of("start Docker")));
        }
        return List.copyOf(answer);
    }

    @Override
    public void update(String subject, Stage stage, String detail) {}

    @Override
    public void waiting(String subject, Wait wait) {}

    @Override
    public void warn(String message) {
        warnings.add(message);
    }

    @Override
    public void trace(String call, long millis) {}
}
