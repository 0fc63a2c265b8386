package dev.aether.ajj.error;

import dev.aether.ajj.model.text.ShellWord;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A directory that is no workspace, or a workspace that is not there, or is there already. */
public sealed interface WorkspaceProblem extends Problem {

    /** The directory belongs to no jj repository, or to one that cannot be found any more. */
    record NotInWorkspace(Path directory, String message, List<String> hints) implements WorkspaceProblem {
        public NotInWorkspace(Path directory) {
            this(
                    directory,
                    "there is no jj repository in " + directory + " or above it",
                    List.of(
                            "change to a directory of a jj repository, or name one with -R DIR",
                            "to make one: jj git init --colocate"));
        }

        /** A directory that is the copy of a workspace. */
        public static NotInWorkspace copy(Path directory, String name, Path original) {
            return new NotInWorkspace(
                    directory,
                    directory + " is a copy of the workspace \"" + name + "\", which is in " + original,
                    List.of(
                            "work there: cd " + ShellWord.quoted(original.toString()),
                            "or add another workspace: ajj workspace add ../NAME"));
        }

        /** A directory that calls itself a workspace, and that neither jj nor ajj has made. */
        public static NotInWorkspace unknown(Path directory, String name, Path recorded, Path mainRoot) {
            return new NotInWorkspace(
                    directory,
                    directory + " calls itself the workspace \"" + name + "\", which jj has in " + recorded,
                    List.of(
                            "if you moved it from there: ajj doctor --adopt",
                            "if it is a copy, or not yours, see which there are: ajj -R "
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

    /** jj was told to forget the workspace while ajj made its services. */
    record Forgotten(String name, Path root) implements WorkspaceProblem {
        @Override
        public String message() {
            return "jj does not know the workspace \"" + name
                    + "\" any more: it was forgotten while ajj waited for its services";
        }

        @Override
        public List<String> hints() {
            return List.of(
                    "see what has happened: jj op log", "to add it again, remove what is left of " + root + " first");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", name, "directory", root.toString());
        }
    }

    /** The workspace exists in jj, but ajj has made nothing for it. */
    record NoServices(Path root) implements WorkspaceProblem {
        @Override
        public String message() {
            return "the workspace " + root + " has no services yet";
        }

        @Override
        public List<String> hints() {
            return List.of("give it one: ajj up", "or make another workspace that has one: ajj workspace add ../NAME");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("directory", root.toString());
        }
    }

    /**
     * A workspace of this name exists already, in jj or in the registry.
     *
     * @param where what is known of it
     * @param removable whether it may be taken away to make room: not the main workspace
     */
    record Exists(String name, String where, boolean removable) implements WorkspaceProblem {
        private static final String OTHER_NAME =
                "choose another name (`ajj workspace add` takes it as --name); `ajj list` shows those that are taken";

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
     * The engine still has something of a workspace that was at the destination of a new one.
     *
     * @param what such as {@code volume aether-1a2b3-x-data}
     */
    record LeftBehind(Path destination, String what) implements WorkspaceProblem {
        @Override
        public String message() {
            return "the engine already has the " + what + " of a workspace in " + destination;
        }

        @Override
        public List<String> hints() {
            return List.of(
                    "see what is left, and remove it with its data: ajj cleanup", "or choose another destination");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("destination", destination.toString(), "resource", what);
        }
    }

    /** The destination of a new workspace is there already and not an empty directory. */
    record DestinationTaken(Path destination) implements WorkspaceProblem {
        @Override
        public String message() {
            return "the destination " + destination + " exists and is not an empty directory";
        }

        @Override
        public List<String> hints() {
            return List.of("choose another destination, or remove what is there");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("destination", destination.toString());
        }
    }
}
