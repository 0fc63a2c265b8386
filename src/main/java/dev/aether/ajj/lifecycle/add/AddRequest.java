package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.model.workspace.RepositoryData;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code ajj workspace add}.
 *
 * @param directory where ajj was called, or the value of {@code -R}; absolute
 * @param destination the new workspace's root; absolute, without links, so that mounts do not depend on the path given
 * @param name its name in jj; empty: the last part of the destination
 * @param revisions parents of its working copy, as written; empty: jj's default
 * @param options further options for {@code jj workspace add}, as written
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

    /**
     * Returns the given name, or jj's default.
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
     * Refuses requests that jj accepts but that are never useful.
     *
     * @throws Failure {@code USAGE}
     */
    void check(Repository repository) {
        WorkspaceName.checkText("the destination", destination.toString());
        WorkspaceName.check(workspaceName());
        message.ifPresent(text -> WorkspaceName.checkText("the description", text));
        checkOptions();
        for (Path root : List.of(repository.mainRoot(), repository.workspaceRoot())) {
            for (String reserved : RepositoryData.RESERVED) {
                if (destination.startsWith(root.resolve(reserved))) {
                    throw inside(root.resolve(reserved));
                }
            }
        }
    }

    /** Refuses further words. Only jj knows whether such a word is the value of an unknown option. */
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
                        .orElse("there is more than one destination: unexpected \"" + word.get() + "\""),
                List.of(unknown.map(option -> "if it is jj's, write its value after an =: " + option + "=VALUE")
                        .orElse("see ajj workspace add --help"))));
    }

    private Failure inside(Path reserved) {
        return new Failure(new Problem.Usage(
                "the destination " + destination + " is inside " + reserved + ", which must not contain workspaces",
                List.of("choose a directory next to the repository: ajj workspace add ../NAME")));
    }

    NewWorkspace newWorkspace() {
        return new NewWorkspace(workspaceName(), destination, revisions, message, options);
    }
}
