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

/** Text from a command line that becomes a name: which text is refused. */
public final class WorkspaceName {
    /** What Java makes of bytes that are not valid UTF-8. jj refuses such arguments. */
    private static final String UNDECODABLE = "\uFFFD";

    private WorkspaceName() {}

    /**
     * Refuses a name that jj would accept and that no list could show.
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
            throw refused("the name of a workspace must not be empty", "leave out --name: DEST has a name too");
        }
    }

    /**
     * Refuses bytes that are not text.
     *
     * @param what the argument, as a noun phrase
     * @throws Failure {@code USAGE}
     */
    public static void checkText(String what, String argument) {
        if (argument.contains(UNDECODABLE)) {
            throw refused(what + " is not valid UTF-8", "use letters of a UTF-8 locale");
        }
    }

    private static Failure refused(String reason, String... hints) {
        return new Failure(new Problem.Usage(reason, List.of(hints)));
    }

    /** The failure that tells whose a name is. */
    public static Failure taken(WorkspaceEntry existing, Repository repository) {
        return new Failure(new WorkspaceProblem.Exists(
                existing.name(),
                existing.phase() == Phase.READY || existing.phase() == Phase.DOWN
                        ? "its directory is " + existing.root()
                        : (existing.isAbandoned() ? "ajj died while it worked on it" : "ajj is working on it")
                                + " (process " + existing.owner().pid() + ")",
                !existing.root().equals(repository.mainRoot())));
    }

    /** The failure that tells whose services are under the name of another workspace: it had the name before. */
    public static Failure renamed(WorkspaceEntry entry) {
        return refused(
                "the services of \"" + entry.name() + "\" are those of the workspace in " + entry.root()
                        + ", which has another name in jj by now",
                "record its new name: cd " + ShellWord.quoted(entry.root().toString()) + " && ajj up");
    }

    /** The failure that tells whose services those of a workspace may be. */
    static Failure doubtful(WorkspaceRef target, String doubt) {
        String place = target.root().map(Path::toString).orElse("another place");
        return refused(
                "the services of \"" + target.entryName() + "\" were made for another directory than " + place + ". "
                        + doubt,
                "if they are those of another workspace, let ajj know where it is: run `ajj up` in its directory",
                "if " + place + " is to have them, because it was copied or restored from a backup: cd "
                        + ShellWord.quoted(place) + " && ajj doctor --adopt");
    }

    /** The failure that tells where jj has a workspace of the name. */
    public static Failure taken(VcsWorkspace existing, Repository repository) {
        return new Failure(new WorkspaceProblem.Exists(
                existing.name(),
                existing.root().map(root -> "jj has it in " + root).orElse("jj knows it"),
                !existing.root().equals(Optional.of(repository.mainRoot()))));
    }
}
