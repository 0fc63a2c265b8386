package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.spi.Deadline;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Vcs.NewWorkspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A workspace to be added.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param destination the new workspace's directory, absolute
 * @param name jj's name for it; empty: the last part of the destination
 * @param revisions parents of its working copy, as written; empty: as jj chooses
 * @param message description of its working copy
 * @param options further options for {@code jj workspace add}, as written
 * @param services whether it gets the services of aether.toml
 * @param deadline when the command must have ended
 */
public record AddRequest(
        Path directory,
        Optional<Path> config,
        Path destination,
        Optional<String> name,
        List<String> revisions,
        Optional<String> message,
        List<String> options,
        boolean services,
        Deadline deadline) {
    private static final List<String> RESERVED = List.of(".jj", ".git", ".aether");

    /**
     * The name as given, or as jj would choose it.
     *
     * @throws Failure {@code WORKSPACE_EXISTS} for the root of the file system, which has no name
     */
    String workspaceName() {
        return name.orElseGet(() -> lastPart(destination));
    }

    private static String lastPart(Path destination) {
        @Nullable Path last = destination.getFileName();
        if (last == null) {
            throw new Failure(new WorkspaceProblem.DestinationTaken(destination));
        }
        return last.toString();
    }

    /**
     * Refuses what jj would accept and nobody wants.
     *
     * @throws Failure {@code USAGE}
     */
    void check(Repository repository) {
        if (workspaceName().chars().anyMatch(Character::isISOControl)) {
            throw new Failure(new Problem.Usage(
                    "a workspace's name may not hold control characters", List.of("give it another one: --name NAME")));
        }
        if (workspaceName().isEmpty()) {
            throw new Failure(new Problem.Usage(
                    "a workspace's name may not be empty", List.of("leave --name out: DEST has a name too")));
        }
        checkOptions();
        Path place = root();
        for (Path root : List.of(repository.mainRoot(), repository.workspaceRoot())) {
            for (String reserved : RESERVED) {
                if (place.startsWith(root.resolve(reserved))) {
                    throw inside(root.resolve(reserved));
                }
            }
        }
    }

    /** An option that ajj does not know may be jj's. Whether the word behind it is its value, only jj knows. */
    private void checkOptions() {
        Optional<String> word =
                options.stream().filter(option -> !option.startsWith("-")).findFirst();
        if (word.isEmpty()) {
            return;
        }
        Optional<String> unknown =
                options.stream().filter(option -> option.startsWith("-")).findFirst();
        throw new Failure(new Problem.Usage(
                unknown.map(option -> "ajj does not know the option " + option)
                        .orElse("one destination is enough: \"" + word.get() + "\" is one too many"),
                List.of(unknown.map(option -> "if it is jj's, write its value behind an =: " + option + "=VALUE")
                        .orElse("see ajj workspace add --help"))));
    }

    private Failure inside(Path reserved) {
        return new Failure(new Problem.Usage(
                "the destination " + destination + " is inside " + reserved + ", which is not for workspaces",
                List.of("choose a place beside the repository: ajj workspace add ../NAME")));
    }

    /** Where it goes, as it will be found later: a container's mounts must not change with the way one came in. */
    Path root() {
        return real(destination);
    }

    /** Links resolved as far as the path exists. */
    private static Path real(Path path) {
        @Nullable Path parent = path.getParent();
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return parent == null ? path : real(parent).resolve(parent.relativize(path));
        }
    }

    NewWorkspace newWorkspace() {
        return new NewWorkspace(workspaceName(), root(), revisions, message, options);
    }
}
