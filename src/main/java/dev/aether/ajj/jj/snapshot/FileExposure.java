package dev.aether.ajj.jj.snapshot;

import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.git.GitDirectories;
import dev.aether.ajj.jj.git.GitExcludes;
import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.model.workspace.RepositoryData;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Tools.Exposure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds out which files jj has recorded or would record, without taking a snapshot. */
public record FileExposure(JujutsuCommand jujutsu, Repository repository, Path workspaceRoot) {
    /** Returns what {@link dev.aether.ajj.spi.vcs.Tools#exposure} describes. */
    public Exposure of(Collection<String> files) {
        if (files.isEmpty() || Files.notExists(workspaceRoot)) {
            return new Exposure(List.of(), List.of(), List.of(), List.of());
        }
        List<Path> excludes = excludes();
        return new Exposure(tracked(files), excludes, unnamed(excludes, files), nested(files));
    }

    /** As of the last snapshot: a check must not take another. */
    private List<String> tracked(Collection<String> files) {
        List<String> arguments =
                new ArrayList<>(List.of("--ignore-working-copy", "file", "list", "-T", Checkout.PATH_AS_JSON, "--"));
        files.forEach(file -> arguments.add(JjWord.below(file)));
        return Checkout.paths(jujutsu.run(workspaceRoot, arguments));
    }

    private List<String> nested(Collection<String> files) {
        return files.stream()
                .filter(file -> RepositoryData.nested(
                                workspaceRoot,
                                workspaceRoot.resolve(file).normalize().resolveSibling(""))
                        .isPresent())
                .toList();
    }

    /** Empty without a Git backend, which alone supports exclude files. */
    private List<Path> excludes() {
        try {
            return GitExcludes.of(GitDirectories.store(repository));
        } catch (IOException notInGit) {
            return List.of();
        }
    }

    private static List<String> unnamed(List<Path> excludes, Collection<String> files) {
        List<String> unnamed = new ArrayList<>();
        for (String file : files) {
            try {
                String pattern = GitExcludes.pattern(file);
                for (Path exclude : excludes) {
                    if (!lines(exclude).contains(pattern) && !unnamed.contains(pattern)) {
                        unnamed.add(pattern);
                    }
                }
            } catch (IOException unnameable) {
                unnamed.add(file);
            }
        }
        return unnamed;
    }

    /** Decodes leniently: text that is not UTF-8 is the user's, and matches no pattern. */
    private static List<String> lines(Path exclude) throws IOException {
        if (!Files.exists(exclude)) {
            return List.of();
        }
        String text = new String(RegularFile.read(exclude), StandardCharsets.UTF_8);
        return text.lines().toList();
    }
}
