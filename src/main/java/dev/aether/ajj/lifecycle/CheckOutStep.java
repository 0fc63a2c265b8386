package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Problem.Leftover;
import dev.aether.ajj.spi.Directories;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.Vcs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The jj workspace, and in it the places of the injected files: ignored by jj before there is anything in them. */
final class CheckOutStep implements Step {
    private final Addition addition;
    private final Vcs vcs;
    private final Injector injector;
    private final Directories directories;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final List<String> prepared = new ArrayList<>();
    private boolean directoryWasThere;
    private boolean added;

    CheckOutStep(Addition addition, Vcs vcs, Injector injector, Directories directories) {
        this.addition = addition;
        this.vcs = vcs;
        this.injector = injector;
        this.directories = directories;
    }

    @Override
    public String name() {
        return "jj workspace " + addition.name();
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
        directoryWasThere = java.nio.file.Files.exists(addition.root());
        vcs.addWorkspace(addition.repository(), addition.newWorkspace());
        added = true;
        List<String> files = addition.injectedFiles();
        if (files.isEmpty()) {
            return;
        }
        vcs.ignore(addition.repository(), files);
        for (String file : files) {
            if (injector.prepare(addition.root(), file)) {
                prepared.add(file);
            }
        }
        vcs.tracked(addition.root(), files).stream().findFirst().ifPresent(this::refuseTracked);
    }

    private void refuseTracked(String file) {
        throw new Failure(
                prepared.contains(file)
                        ? new Problem.ContextInjectionFailed(
                                file,
                                "a .gitignore of the repository makes jj track it, so that its secrets would be committed",
                                List.of("remove the line that begins with ! and matches " + file
                                        + " from .gitignore, or choose another file"))
                        : new Problem.ContextInjectionFailed(
                                file,
                                "jj tracks it in this revision, so that its secrets would be committed",
                                List.of(
                                        "stop tracking it: add it to .gitignore, then run jj file untrack " + file,
                                        "or choose another file in [injection]")));
    }

    @Override
    public List<Leftover> undo(List<Leftover> left) {
        if (!added) {
            return List.of();
        }
        prepared.forEach(file -> injector.withdraw(addition.root(), file));
        if (!vcs.undoAddWorkspace(addition.repository(), addition.newWorkspace())) {
            return List.of(new Leftover(
                    "directory " + addition.root(),
                    "it holds files that jj has not recorded",
                    "look at them, then remove the directory: rm -r " + addition.root()));
        }
        directories.delete(addition.root(), directoryWasThere);
        return List.of();
    }
}
