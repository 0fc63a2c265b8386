package dev.aether.ajj.error;

import dev.aether.ajj.model.text.ShellWord;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Problems of workspaces and their directories. */
public sealed interface WorkspaceProblem extends Problem {

    /** The directory belongs to no jj repository, or to one that no longer exists. */
    record NotInWorkspace(String message, List<String> hints, Map<String, Object> details) implements WorkspaceProblem {
        /** How to restore a workspace in jj. `jj undo` refuses if the last operation was made in another workspace. */
        public static final String RESTORE =
                "restore it: find the operation that has removed it (jj op log), then run: jj op revert OPERATION";

        public NotInWorkspace(Path directory, String message, List<String> hints) {
            this(message, hints, Map.of("directory", directory.toString()));
        }

        public NotInWorkspace(Path directory) {
            this(
                    directory,
                    "there is no jj repository in " + directory + " or above it",
                    List.of(
                            "change to a directory of a jj repository, or name one with -R DIR",
                            "to make one: jj git init --colocate"));
        }

        /** Returns the problem of a directory that is the copy of a workspace. */
        public static NotInWorkspace copy(Path directory, String name, Path original) {
            return new NotInWorkspace(
                    directory,
                    directory + " is a copy of the workspace \"" + name + "\", which is in " + original,
                    List.of(
                            "work there: cd " + ShellWord.quoted(original.toString()),
                            "or add another workspace: ajj workspace add ../NAME"));
        }

        /** Returns the problem of a workspace directory that neither jj nor ajj has created in its place. */
        public static NotInWorkspace unknown(Path directory, String name, Path recorded, Path mainRoot) {
            return new NotInWorkspace(
                    directory,
                    directory + " claims to be the workspace \"" + name + "\", which jj knows in " + recorded,
                    List.of(
                            "if you moved it from there: ajj doctor --adopt",
                            "if it is a copy, or not yours, list the known workspaces: ajj -R "
                                    + ShellWord.quoted(mainRoot.toString()) + " list"));
        }
    }

    /** No workspace has this name or path. */
    record NotFound(String message, List<String> hints, Map<String, Object> details) implements WorkspaceProblem {
        private static final String SEE_ALL = "see all workspaces: ajj list";

        public NotFound(String name, Collection<String> known) {
            this(
                    "there is no workspace \"" + name + "\"",
                    Suggestions.nearest(name, known)
                            .map(nearest -> List.of("did you mean \"" + nearest + "\"?", SEE_ALL))
                            .orElse(List.of(SEE_ALL)),
                    Map.of("workspace", name, "known", known.stream().sorted().toList()));
        }
    }

    /** jj has forgotten the workspace while ajj started its services. */
    record Forgotten(String message, List<String> hints, Map<String, Object> details) implements WorkspaceProblem {
        public Forgotten(String name, Path root) {
            this(
                    "jj no longer knows the workspace \"" + name
                            + "\": it was forgotten while ajj waited for its services",
                    List.of(
                            "see what has happened: jj op log",
                            "to add it again, delete its directory " + root + " first"),
                    Map.of("workspace", name, "directory", root.toString()));
        }
    }

    /** The workspace exists in jj, but ajj has created nothing for it. */
    record NoServices(String message, List<String> hints, Map<String, Object> details) implements WorkspaceProblem {
        public NoServices(Path root) {
            this(
                    "the workspace " + root + " has no services yet",
                    List.of("create them: ajj up", "or add another workspace with services: ajj workspace add ../NAME"),
                    Map.of("directory", root.toString()));
        }
    }

    /** {@code ajj down} has removed the workspace's services. */
    record ServicesDown(String message, List<String> hints, Map<String, Object> details) implements WorkspaceProblem {
        public ServicesDown(String name, Path root) {
            this(
                    "the services of the workspace \"" + name + "\" are down",
                    List.of("start them: ajj up"),
                    Map.of("workspace", name, "directory", root.toString()));
        }
    }

    /** A workspace of this name exists already, in jj or in the registry. */
    record Exists(String message, List<String> hints, Map<String, Object> details) implements WorkspaceProblem {
        private static final String OTHER_NAME =
                "choose another name (for `ajj workspace add`: --name NAME); `ajj list` shows the existing ones";

        /** @param removable whether it may be forgotten to make room: not the main workspace */
        public Exists(String name, String where, boolean removable) {
            this(
                    "a workspace named \"" + name + "\" exists already: " + where,
                    removable
                            ? List.of(
                                    OTHER_NAME,
                                    "or remove that one first: ajj workspace forget " + ShellWord.operand(name))
                            : List.of(OTHER_NAME),
                    Map.of("workspace", name, "reason", where));
        }
    }

    /** The engine still has a resource of a former workspace at the destination of a new one. */
    record LeftBehind(String message, List<String> hints, Map<String, Object> details) implements WorkspaceProblem {
        /** @param what such as {@code volume aether-1a2b3-x-data} */
        public LeftBehind(Path destination, String what) {
            this(
                    "the engine still has the " + what + " of a former workspace in " + destination,
                    List.of(
                            "list the orphaned resources, and how to remove them: ajj cleanup",
                            "or choose another destination"),
                    Map.of("destination", destination.toString(), "resource", what));
        }
    }

    /** The destination of a new workspace is not a missing or empty directory. */
    record DestinationTaken(String message, List<String> hints, Map<String, Object> details)
            implements WorkspaceProblem {
        public DestinationTaken(Path destination) {
            this(
                    "the destination " + destination + " exists and is not an empty directory",
                    List.of("choose another destination: ajj workspace add ../NAME"),
                    Map.of("destination", destination.toString()));
        }
    }
}
