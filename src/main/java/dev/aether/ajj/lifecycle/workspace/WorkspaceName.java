package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Checks of workspace names, and the failures of names that are in use. */
public final class WorkspaceName {
    /** How Java decodes bytes that are not valid UTF-8. jj refuses such arguments. */
    private static final String UNDECODABLE = "\uFFFD";

    private WorkspaceName() {}

    /**
     * Refuses names that jj accepts but lists cannot show.
     *
     * @throws Failure {@code USAGE}
     */
    public static void check(String name) {
        checkText("the name of the workspace", name);
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw refused(
                    "the name of a workspace must not contain control characters", "choose another name: --name NAME");
        }
        if (name.isEmpty()) {
            throw refused(
                    "the name of a workspace must not be empty", "omit --name: the default is the last part of DEST");
        }
    }

    /**
     * Refuses an argument that is not valid UTF-8.
     *
     * @param what the argument, as a noun phrase
     * @throws Failure {@code USAGE}
     */
    public static void checkText(String what, String argument) {
        if (argument.contains(UNDECODABLE)) {
            throw refused(what + " is not valid UTF-8", "use only characters that are valid in UTF-8");
        }
    }

    private static Failure refused(String reason, String... hints) {
        return new Failure(new Problem.Usage(reason, List.of(hints)));
    }

    /** Returns the failure for a name that the registry has. */
    public static Failure taken(WorkspaceEntry existing, Repository repository) {
        boolean isAtRest = existing.phase() == Phase.READY || existing.phase() == Phase.DOWN;
        return new Failure(new WorkspaceProblem.Exists(
                existing.name(),
                isAtRest
                        ? "its directory is " + existing.root()
                        : (existing.isAbandoned() ? "ajj was killed while working on it" : "ajj is working on it")
                                + " (process " + existing.owner().pid() + ")",
                (isAtRest || existing.isAbandoned()) && !existing.root().equals(repository.mainRoot())));
    }

    /** Returns the failure for a name that another workspace had before, and under which its services still run. */
    public static Failure renamed(WorkspaceEntry entry) {
        return refused(
                "the services of \"" + entry.name() + "\" belong to the workspace in " + entry.root()
                        + ", which now has another name in jj",
                "record its new name: cd " + ShellWord.quoted(entry.root().toString()) + " && ajj up");
    }

    static Failure doubtful(WorkspaceRef target, String doubt) {
        String place = target.root().map(Path::toString).orElse("another place");
        return refused(
                "the services of \"" + target.entryName() + "\" were made for another directory than " + place + ". "
                        + doubt,
                "if they belong to another workspace, record its directory: run `ajj up` there",
                "if they belong to " + place + ", which was copied or restored from a backup: cd "
                        + ShellWord.quoted(place) + " && ajj doctor --adopt",
                "if jj has forgotten their workspace, give this name up, then remove them: cd "
                        + ShellWord.quoted(place) + " && jj workspace rename NAME && ajj cleanup --force");
    }

    /** Returns the failure for a name that jj has. */
    public static Failure taken(VcsWorkspace existing, Repository repository) {
        return new Failure(new WorkspaceProblem.Exists(
                existing.name(),
                existing.root().map(root -> "jj has it in " + root).orElse("jj knows it"),
                !existing.root().equals(Optional.of(repository.mainRoot()))));
    }
}
