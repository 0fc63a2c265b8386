package dev.aether.ajj.error;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Problems of files with the environment. */
public sealed interface InjectionProblem extends Problem {

    /** A file could not be rendered into the workspace, or does not exist when it is needed. */
    record Failed(String file, String reason, List<String> hints) implements InjectionProblem {
        @Override
        public String message() {
            return "injected file " + file + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file, "reason", reason);
        }
    }

    /** A file that may hold secrets is in jj's history. */
    record Exposed(String file, String message, List<String> hints) implements InjectionProblem {
        @Override
        public Map<String, Object> details() {
            return Map.of("file", file);
        }
    }

    /**
     * A file with environment variables is invalid.
     *
     * @param line counted from 1
     * @param reason without any part of the line, which may be secret
     */
    record Unreadable(Path file, int line, String reason) implements InjectionProblem {
        @Override
        public String message() {
            return "cannot read " + file + ", line " + line + ": " + reason;
        }

        @Override
        public List<String> hints() {
            return List.of("rewrite the file: ajj up");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file.toString(), "line", line, "reason", reason);
        }
    }
}
