package dev.aether.ajj.error;

import dev.aether.ajj.model.text.ShellWord;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Problems of workspaces and their directories. */
public sealed interface WorkspaceProblem extends Problem {

    /** The directory belongs to no jj repository, or to one that no longer exists. */
    record NotInWorkspace(Path directory, String message, List<String> hints) implements WorkspaceProblem {
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

        @Override
        public Map<String, Object> details() {
            return Map.of("directory", directory.toString());
        }
    }

    /** No workspace has this name or path. */
    record NotFound(String name, Collection<String> known) implements WorkspaceProblem {
        private static final String SEE_ALL = "see all workspaces: ajj list";

        @Override
        public String message() {
            return "there is no workspace \"" + name + "\"";
        }

        @Override
        public List<String> hints() {
            return Suggestions.nearest(name, known)
                    .map(nearest -> List.of("did you mean \"" + nearest + "\"?", SEE_ALL))
                    .orElse(List.of(SEE_ALL));
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", name, "known", known.stream().sorted().toList());
        }
    }

    /** jj has forgotten the workspace while ajj started its services. */
    record Forgotten(String name, Path root) implements WorkspaceProblem {
        @Override
        public String message() {
            return "jj no longer knows the workspace \"" + name
                    + "\": it was forgotten while ajj waited for its services";
        }

        @Override
        public List<String> hints() {
            return List.of(
                    "see what has happened: jj op log", "to add it again, delete its directory " + root + " first");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", name, "directory", root.toString());
        }
    }

    /** The workspace exists in jj, but ajj has created nothing for it. */
    record NoServices(Path root) implements WorkspaceProblem {
        @Override
        public String message() {
            return "the workspace " + root + " has no services yet";
        }

        @Override
        public List<String> hints() {
            return List.of("create them: ajj up", "or add another workspace with services: ajj workspace add ../NAME");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("directory", root.toString());
        }
    }

    /** {@code ajj down} has removed the workspace's services. */
    record ServicesDown(String name, Path root) implements WorkspaceProblem {
        @Override
        public String message() {
            return "the services of the workspace \"" + name + "\" are down";
        }

        @Override
        public List<String> hints() {
            return List.of("start them: ajj up");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", name, "directory", root.toString());
        }
    }

    /**
     * A workspace of this name exists already, in jj or in the registry.
     *
     * @param removable whether it may be forgotten to make room: not the main workspace
     */
    record Exists(String name, String where, boolean removable) implements WorkspaceProblem {
        private static final String OTHER_NAME =
                "choose another name (for `ajj workspace add`: --name NAME); `ajj list` shows the existing ones";

        @Override
        public String message() {
            return "a workspace named \"" + name + "\" exists already: " + where;
        }

        @Override
        public List<String> hints() {
            return removable
                    ? List.of(OTHER_NAME, "or remove that one first: ajj workspace forget " + ShellWord.quoted(name))
                    : List.of(OTHER_NAME);
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", name, "reason", where);
        }
    }

    /**
     * The engine still has a resource of a former workspace at the destination of a new one.
     *
     * @param what such as {@code volume aether-1a2b3-x-data}
     */
    record LeftBehind(Path destination, String what) implements WorkspaceProblem {
        @Override
        public String message() {
            return "the engine still has the " + what + " of a former workspace in " + destination;
        }

        @Override
        public List<String> hints() {
            return List.of(
                    "list the orphaned resources, and how to remove them: ajj cleanup",
                    "or choose another destination");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("destination", destination.toString(), "resource", what);
        }
    }

    /** The destination of a new workspace is not a missing or empty directory. */
    record DestinationTaken(Path destination) implements WorkspaceProblem {
        @Override
        public String message() {
            return "the destination " + destination + " exists and is not an empty directory";
        }

        @Override
        public List<String> hints() {
            return List.of("choose another destination: ajj workspace add ../NAME");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("destination", destination.toString());
        }
    }
}
