package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A workspace to be added.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param destination the new workspace's directory; absolute, links resolved: mounts must not change with the way that
 *     somebody came in
 * @param name jj's name for it; empty: the last part of the destination
 * @param revisions parents of its working copy, as written; empty: as jj chooses
 * @param message description of its working copy
 * @param options further options for {@code jj workspace add}, as written
 * @param services whether it gets the services of aether.toml
 * @param deadline when the command must have ended
 * @param mayAsk whether the user may be asked a question
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
        Deadline deadline,
        boolean mayAsk) {
    private static final List<String> RESERVED = List.of(".jj", ".git", ".aether");

    /** Without questions. */
    public AddRequest(
            Path directory,
            Optional<Path> config,
            Path destination,
            Optional<String> name,
            List<String> revisions,
            Optional<String> message,
            List<String> options,
            boolean services,
            Deadline deadline) {
        this(directory, config, destination, name, revisions, message, options, services, deadline, false);
    }

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
        WorkspaceName.checkText("the destination", destination.toString());
        WorkspaceName.check(workspaceName());
        message.ifPresent(text -> WorkspaceName.checkText("the description", text));
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
                        .orElse("more than one destination: \"" + word.get() + "\" is one too many"),
                List.of(unknown.map(option -> "if it is jj's, write its value after an =: " + option + "=VALUE")
                        .orElse("see ajj workspace add --help"))));
    }

    private Failure inside(Path reserved) {
        return new Failure(new Problem.Usage(
                "the destination " + destination + " is inside " + reserved + ", which is not for workspaces",
                List.of("choose a place beside the repository: ajj workspace add ../NAME")));
    }

    /** The new workspace's root. */
    Path root() {
        return destination;
    }

    NewWorkspace newWorkspace() {
        return new NewWorkspace(workspaceName(), root(), revisions, message, options);
    }
}
