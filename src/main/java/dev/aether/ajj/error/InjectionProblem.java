package dev.aether.ajj.error;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Problems of files with the environment. */
public sealed interface InjectionProblem extends Problem {

    /** A file could not be rendered into the workspace, or does not exist when it is needed. */
    record Failed(String message, List<String> hints, Map<String, Object> details) implements InjectionProblem {
        public Failed(String file, String reason, List<String> hints) {
            this("injected file " + file + ": " + reason, hints, Map.of("file", file, "reason", reason));
        }
    }

    /** A file that may hold secrets is in jj's history. */
    record Exposed(String message, List<String> hints, Map<String, Object> details) implements InjectionProblem {
        public Exposed(String file, String message, List<String> hints) {
            this(message, hints, Map.of("file", file));
        }
    }

    /** A file with environment variables is invalid. */
    record Unreadable(String message, List<String> hints, Map<String, Object> details) implements InjectionProblem {
        /**
         * @param line counted from 1
         * @param reason without any part of the line, which may be secret
         */
        public Unreadable(Path file, int line, String reason) {
            this(
                    "cannot read " + file + ", line " + line + ": " + reason,
                    List.of("rewrite the file: ajj up"),
                    Map.of("file", file.toString(), "line", line, "reason", reason));
        }
    }
}
