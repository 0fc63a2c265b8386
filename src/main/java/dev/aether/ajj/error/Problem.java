package dev.aether.ajj.error;

import dev.aether.ajj.model.SourcePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that went wrong, as data. {@link ErrorCode#of} gives its code; the output prints it.
 * Messages are one sentence without a full stop; hints are never empty and say what to do next.
 * Nobody may put a secret into one.
 */
public sealed interface Problem {

    /** What went wrong. May hold several lines when it quotes jj or the engine. */
    String message();

    /** What to do about it; at least one. */
    List<String> hints();

    /** Further facts for programs, by the names of the JSON contract. Values are strings, numbers or lists of strings. */
    default Map<String, Object> details() {
        return Map.of();
    }

    /** The command line was not understood. */
    record Usage(String message, List<String> hints) implements Problem {}

    /**
     * The command of {@code ajj run} could not be started.
     *
     * @param exitStatus {@link ExitStatus#RUN_NOT_EXECUTABLE} or {@link ExitStatus#RUN_NOT_FOUND}
     */
    record CannotStart(String message, int exitStatus) implements Problem {
        @Override
        public List<String> hints() {
            return List.of("is it spelled right, and on the PATH that the command gets?");
        }
    }

    /** No aether.toml from {@code directory} up to the workspace's root, or the file given does not exist. */
    record ConfigNotFound(String message, List<String> hints) implements Problem {
        public static ConfigNotFound above(Path directory) {
            return new ConfigNotFound(
                    "no aether.toml in " + directory + " or above it",
                    List.of(
                            "write one, from a compose file if there is one: ajj init",
                            "if another workspace has one, commit it there, so that every workspace has it",
                            "a workspace without services needs none: ajj workspace add --no-services DEST"));
        }

        public static ConfigNotFound file(Path file) {
            return new ConfigNotFound("there is no file " + file, List.of("check the path given with --config"));
        }
    }

    /** aether.toml says something that cannot be; nothing has been created. */
    record ConfigInvalid(SourcePosition position, String message, List<String> hints) implements Problem {
        @Override
        public Map<String, Object> details() {
            return Map.of("file", position.file().toString(), "line", position.line(), "column", position.column());
        }
    }

    /**
     * A new aether.toml cannot go where something is already.
     *
     * @param reason such as {@code is there already}
     */
    record ConfigExists(Path file, String reason, List<String> hints) implements Problem {
        @Override
        public String message() {
            return file + " " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file.toString(), "line", 1, "column", 1);
        }
    }

    /** The directory belongs to no jj repository, or to one that cannot be found any more. */
    record NotInWorkspace(Path directory, String message, List<String> hints) implements Problem {
        public NotInWorkspace(Path directory) {
            this(
                    directory,
                    "there is no jj repository in " + directory + " or above it",
                    List.of(
                            "change to a directory of a jj repository, or name one with -R DIR",
                            "to make one: jj git init --colocate"));
        }
    }

    /** No workspace has this name or path. */
    record WorkspaceNotFound(String name, Collection<String> known) implements Problem {
        @Override
        public String message() {
            return "there is no workspace \"" + name + "\"";
        }

        @Override
        public List<String> hints() {
            return Suggestions.nearest(name, known)
                    .map(nearest -> List.of("did you mean \"" + nearest + "\"?", "ajj list shows all workspaces"))
                    .orElse(List.of("ajj list shows all workspaces"));
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", name, "known", known.stream().sorted().toList());
        }
    }

    /** The workspace exists in jj, but ajj has made nothing for it. */
    record NoServices(Path root) implements Problem {
        @Override
        public String message() {
            return "the workspace " + root + " has no environment of its own";
        }

        @Override
        public List<String> hints() {
            return List.of("give it one: ajj up", "or make another workspace that has one: ajj workspace add ../NAME");
        }
    }

    /** A workspace of this name exists already, in jj or in the registry. */
    record WorkspaceExists(String name, String where, List<String> hints) implements Problem {
        @Override
        public String message() {
            return "a workspace named \"" + name + "\" exists already: " + where;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", name);
        }
    }

    /** The destination of a new workspace is there already and not an empty directory. */
    record DestinationTaken(Path destination) implements Problem {
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

    /** jj is not on the PATH. */
    record JjNotFound() implements Problem {
        @Override
        public String message() {
            return "the command jj was not found on the PATH";
        }

        @Override
        public List<String> hints() {
            return List.of("install Jujutsu: https://docs.jj-vcs.dev/latest/install-and-setup/");
        }
    }

    /**
     * jj ended with an error.
     *
     * @param command as it could be typed
     * @param stderr what jj said, whole
     * @param hints what jj advises, and how to see it again
     */
    record JjFailed(String command, int exitCode, String stderr, List<String> hints) implements Problem {
        public JjFailed(String command, int exitCode, String stderr) {
            this(command, exitCode, stderr, List.of("to see it again: " + command));
        }

        @Override
        public String message() {
            // What jj had already done when it failed stands before; the details keep it.
            String said =
                    stderr.substring(Math.max(0, stderr.indexOf("Error: "))).strip();
            return said.isEmpty()
                    ? "`" + command + "` ended with status " + exitCode
                    : "jj failed: " + said.replaceFirst("^Error: ", "");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("command", command, "exit_code", exitCode, "stderr", stderr);
        }
    }

    /** A program that ajj calls, or that jj calls, is missing, too old or does not answer. */
    record ToolUnfit(String message, List<String> hints, Map<String, Object> details) implements Problem {}

    /** No host port could be had for a service. */
    record PortAllocationFailed(String message, List<String> hints) implements Problem {}

    /** The engine does not answer, or must not be used. */
    record BackendUnavailable(String message, List<String> hints) implements Problem {}

    /** An image is neither in the engine nor in its registry, or the registry refuses it. */
    record ImageNotFound(String service, String image, String reason, List<String> hints) implements Problem {
        @Override
        public String message() {
            return "no image " + image + " for the service " + service + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("service", service, "image", image);
        }
    }

    /** The engine refused to make a network, a volume or a container. */
    record BackendSpawnFailed(String subject, String reason, List<String> hints) implements Problem {
        @Override
        public String message() {
            return "cannot create " + subject + ": " + reason;
        }
    }

    /**
     * A service was started but does not answer, or has ended.
     *
     * @param reason what was seen
     * @param log the last lines that it printed, secrets removed; may be empty
     */
    record ServiceNotReady(String service, String reason, List<String> log) implements Problem {
        @Override
        public String message() {
            return "the service " + service + " is not ready: " + reason;
        }

        @Override
        public List<String> hints() {
            return List.of(
                    "look at its last lines, and at image, env, command and healthcheck of [services." + service + "]",
                    "a slow service may need more time: [services." + service + ".healthcheck] timeout = \"120s\"");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("service", service, "log", log);
        }
    }

    /**
     * A service's container is not there, or does not run.
     *
     * @param state what it does instead, such as {@code has no container}
     * @param hints the command that mends it
     */
    record ServiceNotRunning(String service, String state, List<String> hints) implements Problem {
        public ServiceNotRunning(String service, String state) {
            this(service, state, List.of("bring it up: ajj up " + service));
        }

        @Override
        public String message() {
            return "the service " + service + " " + state;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("service", service);
        }
    }

    /**
     * The command of {@code ajj exec} could not be started in the container.
     *
     * @param exitStatus {@link ExitStatus#RUN_NOT_EXECUTABLE} or {@link ExitStatus#RUN_NOT_FOUND}
     */
    record CommandNotStarted(String message, int exitStatus, List<String> hints) implements Problem {}

    /** Something of ours could not be taken away. */
    record BackendDeprovisionFailed(String message, List<String> hints) implements Problem {}

    /** A file could not be rendered into the workspace, or is not there when it is needed. */
    record ContextInjectionFailed(String file, String reason, List<String> hints) implements Problem {
        @Override
        public String message() {
            return "injected file " + file + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file);
        }
    }

    /** A file that may hold secrets is in jj's history. */
    record Exposed(String file, String message, List<String> hints) implements Problem {
        @Override
        public Map<String, Object> details() {
            return Map.of("file", file);
        }
    }

    /**
     * A file with environment variables cannot be understood.
     *
     * @param line counted from 1
     * @param reason without any value, which may be secret
     */
    record EnvironmentInvalid(Path file, int line, String reason) implements Problem {
        @Override
        public String message() {
            return "cannot read " + file + ", line " + line + ": " + reason;
        }

        @Override
        public List<String> hints() {
            return List.of("mend the line; ajj reads NAME=value, quotes may be single or double");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file.toString(), "line", line);
        }
    }

    /** A file of the registry cannot be understood. */
    record StateCorrupt(Path file, String reason, List<String> hints) implements Problem {
        @Override
        public String message() {
            return "cannot read " + file + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file.toString());
        }
    }

    /** A file of the registry cannot be had for writing: another process holds it, or the directory forbids it. */
    record StateLocked(Path file, String reason, List<String> hints) implements Problem {
        @Override
        public String message() {
            return "cannot write to " + file + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file.toString());
        }

        public static StateLocked held(Path file, String owner, Duration waited) {
            return new StateLocked(
                    file,
                    "held by " + owner + " for more than " + waited.toSeconds() + " s",
                    List.of("wait until that process has ended, or allow more time with --timeout"));
        }
    }

    /**
     * An operation failed, and taking back its steps failed too.
     *
     * @param leftovers what is still there, by kind ({@code container}, {@code directory}, ...) and name
     */
    record RollbackIncomplete(List<Leftover> leftovers) implements Problem {
        @Override
        public String message() {
            List<String> named = new ArrayList<>();
            leftovers.forEach(left -> named.add(left.what() + " (" + left.reason() + ")"));
            return "not everything could be taken back; left over: " + String.join(", ", named);
        }

        @Override
        public List<String> hints() {
            return leftovers.stream().map(Leftover::remedy).distinct().toList();
        }

        @Override
        public Map<String, Object> details() {
            Map<String, Object> details = new TreeMap<>();
            details.put("leftovers", leftovers.stream().map(Leftover::what).toList());
            return details;
        }
    }

    /**
     * {@code ajj up} failed on its way. What it had done by then stays.
     *
     * @param done such as {@code cache created}
     * @param lost services whose former container is gone, and whose new one is not ready
     */
    record Unfinished(String workspace, List<String> done, List<String> lost) implements Problem {
        @Override
        public String message() {
            StringBuilder message = new StringBuilder("the workspace " + workspace + " does not match aether.toml yet");
            if (!done.isEmpty()) {
                message.append("; done by now: ").append(String.join(", ", done));
            }
            if (!lost.isEmpty()) {
                message.append("; the former container of ")
                        .append(String.join(", ", lost))
                        .append(" is gone, its named volumes are kept");
            }
            return message.toString();
        }

        @Override
        public List<String> hints() {
            List<String> hints = new ArrayList<>();
            hints.add("mend what failed, then go on from here: ajj up");
            lost.forEach(service ->
                    hints.add("or go back: give [services." + service + "] its former declaration, then run: ajj up"));
            hints.add("or take its services away, named volumes stay: ajj down");
            return hints;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", workspace, "done", done, "lost", lost);
        }
    }

    /**
     * One thing that is still there.
     *
     * @param what such as {@code container aether-1a2b3-x-redis}
     * @param reason why it could not be removed
     * @param remedy the command that removes it
     */
    record Leftover(String what, String reason, String remedy) {}

    /**
     * Stopped by the user or the system.
     *
     * @param operation what was going on
     * @param state what has become of it, in a half-sentence; may be empty
     */
    record Interrupted(String operation, String state, List<String> hints) implements Problem {
        public Interrupted(String operation) {
            this(operation, "");
        }

        public Interrupted(String operation, String state) {
            this(operation, state, List.of("run it again when you like"));
        }

        @Override
        public String message() {
            return operation + " was interrupted" + (state.isEmpty() ? "" : "; " + state);
        }
    }

    /** A defect of ajj. */
    record Internal(Throwable thrown) implements Problem {
        @Override
        public String message() {
            return "unexpected: " + thrown;
        }

        @Override
        public List<String> hints() {
            return List.of("this is a defect of ajj: please report it with the output of the same command and -v");
        }
    }
}
