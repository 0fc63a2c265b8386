package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Problem.Leftover;
import dev.aether.ajj.spi.Directories;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.Vcs.NewWorkspace;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The jj workspace, and in it the places of the injected files: ignored by jj before there is anything in them. */
final class CheckOutStep implements Step {
    private final Environment environment;
    private final NewWorkspace workspace;
    private final Vcs vcs;
    private final Injector injector;
    private final Directories directories;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final List<String> prepared = new ArrayList<>();
    private boolean directoryWasThere;
    private boolean added;

    CheckOutStep(Environment environment, NewWorkspace workspace, Vcs vcs, Injector injector, Directories directories) {
        this.environment = environment;
        this.workspace = workspace;
        this.vcs = vcs;
        this.injector = injector;
        this.directories = directories;
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

    /** Completed when the workspace's files are there, for containers that mount some of them. */
    CompletableFuture<Void> done() {
        return done;
    }

    private void checkOut() {
        directoryWasThere = Files.exists(environment.root());
        vcs.addWorkspace(environment.repository(), workspace);
        added = true;
        List<String> files = environment.injectedFiles();
        if (files.isEmpty()) {
            return;
        }
        // Before anything of ours is there: a sparse workspace may not show a file that the revision has.
        refuse(vcs.tracked(environment.root(), files), CheckOutStep::inTheRevision);
        vcs.ignore(environment.repository(), files);
        for (String file : files) {
            if (injector.prepare(environment.root(), file)) {
                prepared.add(file);
            }
        }
        refuse(vcs.tracked(environment.root(), files), CheckOutStep::insistedOn);
    }

    private static void refuse(List<String> tracked, Function<String, Problem> problem) {
        if (!tracked.isEmpty()) {
            throw new Failure(problem.apply(tracked.getFirst()));
        }
    }

    private static Problem inTheRevision(String file) {
        return new Problem.ContextInjectionFailed(
                file,
                "jj tracks it in this revision, so that its secrets would be committed",
                List.of(
                        "stop tracking it: add it to .gitignore, then run jj file untrack " + file,
                        "or choose another file in [injection]"));
    }

    private static Problem insistedOn(String file) {
        return new Problem.ContextInjectionFailed(
                file,
                "a .gitignore of the repository makes jj track it, so that its secrets would be committed",
                List.of("remove the line that begins with ! and matches " + file
                        + " from .gitignore, or choose another file"));
    }

    @Override
    public List<Leftover> undo(List<Leftover> left) {
        if (!added) {
            return List.of();
        }
        prepared.forEach(file -> injector.withdraw(environment.root(), file));
        if (!vcs.undoAddWorkspace(environment.repository(), workspace)) {
            return List.of(new Leftover(
                    "directory " + environment.root(),
                    "it holds files that jj has not recorded",
                    "look at them, then remove the directory: rm -r " + environment.root()));
        }
        directories.delete(environment.root(), directoryWasThere);
        return List.of();
    }
}
