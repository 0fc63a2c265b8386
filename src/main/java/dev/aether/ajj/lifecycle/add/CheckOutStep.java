package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.directory.WorkspaceDirectories;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.InjectedFiles;
import dev.aether.ajj.lifecycle.inject.WatchedRoot;
import dev.aether.ajj.lifecycle.service.Provisioning;
import dev.aether.ajj.lifecycle.task.Step;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Adds the jj workspace, and prepares its injected files: jj ignores them before they have content. */
final class CheckOutStep implements Step {
    private final Environment environment;
    private final NewWorkspace workspace;
    private final Vcs vcs;
    private final WorkspaceRegistry registry;
    private final InjectedFiles files;
    private final WorkspaceDirectories places;
    private final WatchedRoot root;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private boolean directoryWasThere;
    private boolean added;

    CheckOutStep(Environment environment, NewWorkspace workspace, Provisioning tools, WatchedRoot root) {
        this.environment = environment;
        this.workspace = workspace;
        this.vcs = tools.checkouts().vcs();
        this.registry = tools.records().registry();
        this.files = tools.files(environment);
        this.places = new WorkspaceDirectories(tools.checkouts(), environment.repository());
        this.root = root;
    }

    @Override
    public String name() {
        return "jj workspace " + environment.name();
    }

    @Override
    public void perform() {
        try {
            checkOut();
            done.complete(null);
        } catch (RuntimeException thrown) {
            done.completeExceptionally(thrown);
            throw thrown;
        }
    }

    /** Completes when the workspace's files exist, for containers that mount some of them. */
    CompletableFuture<Void> done() {
        return done;
    }

    private void checkOut() {
        directoryWasThere = Files.exists(environment.root());
        vcs.addWorkspace(environment.repository(), workspace);
        added = true;
        recordIdentity();
        root.begin();
        files.prepare();
    }

    /** Records the directory's identity at once: after a crash, another workspace may be created there. */
    private void recordIdentity() {
        Optional<String> identity = vcs.directoryIdentity(environment.root());
        environment.setDirectory(identity);
        registry.change(
                environment.repository(),
                environment.name(),
                existing -> existing.map(
                        entry -> environment.owns(entry) ? entry.withDirectory(environment.root(), identity) : entry));
    }

    /** Refuses a workspace that was forgotten in jj while its services started. */
    void confirm() {
        if (!environment.declaredServices().isEmpty()
                && vcs.workspaces(environment.repository()).stream().noneMatch(this::isHere)) {
            throw new Failure(new WorkspaceProblem.Forgotten(environment.name(), environment.root()));
        }
    }

    /** Compares directories, because the workspace may have been renamed. */
    private boolean isHere(VcsWorkspace known) {
        return known.root().map(this::isRoot).orElse(known.name().equals(environment.name()));
    }

    private boolean isRoot(Path directory) {
        try {
            return Files.isSameFile(directory, environment.root());
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public List<Leftover> rollBack(List<Leftover> left) {
        if (!added) {
            return List.of();
        }
        if (root.isReplaced()) {
            vcs.forgetWorkspaces(environment.repository(), List.of(environment.name()));
            return List.of(new Leftover(
                    "the directory of the workspace " + environment.name(),
                    "it was moved from " + environment.root(),
                    "find it, check its files, then delete it"));
        }
        files.rollBack();
        return places.undoAdd(workspace, directoryWasThere).stream()
                .map(stays -> new Leftover(
                        stays.resource(), stays.reason(), stays.hints().getFirst()))
                .toList();
    }
}
