package dev.aether.ajj.lifecycle.inject;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.InjectionProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.vcs.Vcs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Prepares injected files: jj ignores them before they have content. */
public final class InjectedFiles {
    private final Environment environment;
    private final Vcs vcs;
    private final Injector injector;
    private final List<String> prepared = new ArrayList<>();

    public InjectedFiles(Environment environment, Vcs vcs, Injector injector) {
        this.environment = environment;
        this.vcs = vcs;
        this.injector = injector;
    }

    /**
     * Refuses files that cannot be injected, as of jj's last snapshot. Changes nothing.
     *
     * @throws Failure {@code CONTEXT_INJECTION_FAILED} when jj tracks one, or ajj may not write it
     */
    public void check() {
        List<String> files = environment.injectedFiles();
        if (!files.isEmpty()) {
            check(files, vcs.recorded(environment.root(), files));
        }
    }

    private void check(List<String> files, List<String> tracked) {
        tracked.stream().findFirst().ifPresent(file -> {
            throw new Failure(tracked(file));
        });
        files.forEach(file -> injector.check(environment.root(), file));
    }

    /** Returns the problem of a file that is to be injected into the current workspace, and that jj tracks there. */
    static InjectionProblem tracked(String file) {
        return failed(
                file,
                "jj tracks it in this revision, so its secrets would be committed",
                "stop tracking it: add it to .gitignore, then run jj file untrack "
                        + ShellWord.quoted(JjWord.below(file)));
    }

    /**
     * Makes jj ignore the files, and creates missing ones.
     *
     * @throws Failure as {@link #check}
     */
    public void prepare() {
        List<String> files = environment.injectedFiles();
        if (files.isEmpty()) {
            return;
        }
        // Before we write: a sparse workspace may not contain a file of the revision. Before info/exclude is changed,
        // because it would hide a file that is not ours from jj.
        check(files, vcs.tracked(environment.root(), files));
        vcs.ignore(environment.repository(), files);
        for (String file : files) {
            if (injector.prepare(environment.root(), file)) {
                prepared.add(file);
            }
        }
        refuse(
                ignoreFiles(files),
                "a .gitignore of the repository is a link to it, so it would decide what jj records",
                _ -> "replace the link by a file");
        refuse(
                vcs.tracked(environment.root(), files),
                "a .gitignore of the repository makes jj track it, so its secrets would be committed",
                file -> "remove the line that begins with ! and matches " + file + " from .gitignore");
    }

    /** Returns files that are the target of a .gitignore link: writing them would change what jj ignores. */
    private List<String> ignoreFiles(List<String> files) {
        Set<Path> ignoring = new LinkedHashSet<>();
        for (String file : files) {
            Path directory = environment.root().resolve(file);
            while (!directory.equals(environment.root())) {
                directory = directory.resolveSibling("");
                ignoring.add(directory.resolve(".gitignore"));
            }
        }
        return files.stream()
                .filter(file -> ignoring.stream()
                        .anyMatch(ignore -> isSame(ignore, environment.root().resolve(file))))
                .toList();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException missing) {
            return false;
        }
    }

    /** Whether the working-copy commit has none of the files: it may have been moved to a revision that tracks one. */
    public boolean areUntracked() {
        List<String> files = environment.injectedFiles();
        return files.isEmpty() || vcs.recorded(environment.root(), files).isEmpty();
    }

    private static void refuse(List<String> files, String reason, UnaryOperator<String> hint) {
        if (!files.isEmpty()) {
            String file = files.getFirst();
            throw new Failure(failed(file, reason, hint.apply(file)));
        }
    }

    private static InjectionProblem failed(String file, String reason, String hint) {
        return new InjectionProblem.Failed(
                file,
                reason,
                List.of(hint, "or name another file under [injection] in aether.toml, which ajj init writes"));
    }

    /**
     * Withdraws files. A failure does not stop the others.
     *
     * @param problems gets the failures
     * @return files that could not be withdrawn
     */
    public static List<String> withdraw(Injector injector, Path root, List<String> files, List<Problem> problems) {
        List<String> kept = new ArrayList<>();
        for (String file : files) {
            try {
                injector.withdraw(root, file);
            } catch (Failure failure) {
                problems.addAll(failure.problems());
                kept.add(file);
            }
        }
        return kept;
    }

    /** Removes the files that {@link #prepare} has created. */
    public void rollBack() {
        prepared.forEach(file -> injector.withdraw(environment.root(), file));
    }
}
