package dev.aether.ajj.jj.snapshot;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.model.text.JjWord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Queries which files of a workspace jj has recorded. Each query takes a snapshot, unless the given jj prevents it.
 *
 * @param jujutsu runs jj in a workspace with arguments, and returns its stdout
 */
public record JujutsuSnapshot(BiFunction<Path, List<String>, String> jujutsu) {
    /** Returns those of the files that jj tracks. */
    public List<String> tracked(Path root, Collection<String> files) {
        return files.isEmpty()
                ? List.of()
                : list(root, files.stream().map(JjWord::file).toList());
    }

    /** Returns those of the paths that jj tracks, or below which it tracks a file. */
    public List<String> trackedBelow(Path root, Collection<String> paths) {
        if (paths.isEmpty()) {
            return List.of();
        }
        List<String> files = list(root, paths.stream().map(JjWord::below).toList());
        return paths.stream()
                .filter(path -> files.stream().anyMatch(file -> Path.of(file).startsWith(path)))
                .toList();
    }

    /** Returns the files in the directory that jj has not recorded. */
    public List<String> unrecorded(Path root) {
        try {
            Path real = root.toRealPath();
            return new Checkout(real, list(real, sparsePatterns(real))).unrecorded();
        } catch (IOException unreadable) {
            throw new Failure(
                    new JjProblem.Failed(
                            "jj file list",
                            1,
                            "cannot read the directory " + root + ": " + unreadable.getMessage(),
                            List.of("check the permissions in " + root)),
                    unreadable);
        }
    }

    /** jj never records files outside these patterns, even when the revision has another version of such a file. */
    private List<String> sparsePatterns(Path root) {
        return jujutsu.apply(root, List.of("sparse", "list"))
                .lines()
                .map(JjWord::below)
                .toList();
    }

    private List<String> list(Path root, List<String> filesets) {
        List<String> arguments = new ArrayList<>(List.of("file", "list", "-T", Checkout.PATH_AS_JSON, "--"));
        arguments.addAll(filesets);
        return Checkout.paths(jujutsu.apply(root, arguments));
    }
}
