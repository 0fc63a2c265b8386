package dev.aether.ajj.error;

import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Problems of aether.toml and of its place. */
public sealed interface ConfigProblem extends Problem {

    /** No aether.toml or compose file exists from the directory up to the workspace's root, or not the file given. */
    record NotFound(String message, List<String> hints, Map<String, Object> details) implements ConfigProblem {
        public NotFound(String message, List<String> hints) {
            this(message, hints, Map.of());
        }

        /** Returns the same problem with one more hint. */
        public NotFound or(String hint) {
            return new NotFound(
                    message, Stream.concat(hints.stream(), Stream.of(hint)).toList(), details);
        }

        public static NotFound above(Path directory) {
            return new NotFound(
                    "no aether.toml or compose file in " + directory + " or above it",
                    List.of(
                            "write one, from a compose file if there is one: ajj init",
                            "or use the one of another workspace: ajj -c ../NAME/aether.toml up"),
                    Map.of("directory", directory.toString()));
        }

        public static NotFound file(Path file) {
            return new NotFound(
                    "there is no file " + file,
                    file.toString().contains("=")
                            ? List.of(
                                    "jj's --config NAME=VALUE is for jj's commands, after the command: ajj log --config "
                                            + ShellWord.quoted(String.valueOf(file.getFileName())))
                            : List.of("check the path given with --config"),
                    Map.of("file", file.toString()));
        }
    }

    /** aether.toml is invalid; nothing has been created. */
    record Invalid(SourcePosition position, String message, List<String> hints) implements ConfigProblem {
        @Override
        public Map<String, Object> details() {
            return Map.of("file", position.file().toString(), "line", position.line(), "column", position.column());
        }
    }

    /** aether.toml asks for something that the user has not allowed; nothing has been created. */
    record Untrusted(Grant grant) implements ConfigProblem {
        @Override
        public String message() {
            return Escapes.of(grant.what()) + ", which you have not allowed: " + grant.effect();
        }

        @Override
        public List<String> hints() {
            Path file = grant.position().file();
            boolean isUsual = !file.toString().endsWith(".toml") || file.endsWith("aether.toml");
            return List.of("if you trust this repository, allow it: ajj "
                    + (isUsual ? "" : "-c " + ShellWord.quoted(file.toString()) + " ") + "trust");
        }

        @Override
        public Map<String, Object> details() {
            SourcePosition position = grant.position();
            return Map.of(
                    "kind", grant.kind().word(),
                    "what", grant.what(),
                    "effect", grant.effect(),
                    "file", position.file().toString(),
                    "line", position.line(),
                    "column", position.column());
        }
    }

    /** A new aether.toml would overwrite something. */
    record Exists(String message, List<String> hints, Map<String, Object> details) implements ConfigProblem {
        /** @param reason continues the file's name, such as {@code already exists} */
        public Exists(Path file, String reason, List<String> hints) {
            this(file + " " + reason, hints, Map.of("file", file.toString(), "line", 1, "column", 1, "reason", reason));
        }
    }
}
