package dev.aether.ajj.error;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A file of the registry or of the port ledger cannot be used. */
public sealed interface StateProblem extends Problem {

    /** A file of the registry cannot be understood. */
    record Corrupt(Path file, String reason, List<String> hints) implements StateProblem {
        @Override
        public String message() {
            return "cannot read " + file + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file.toString(), "reason", reason);
        }
    }

    /** A file of the registry cannot be had for writing: another process holds it, or the directory forbids it. */
    record Locked(Path file, String reason, List<String> hints) implements StateProblem {
        @Override
        public String message() {
            return "cannot write to " + file + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file.toString(), "reason", reason);
        }

        public static Locked held(Path file, String owner, Duration waited) {
            return new Locked(
                    file,
                    "held by " + owner + " for more than " + waited.toSeconds() + " s",
                    List.of("wait until that process has ended, or allow more time with --timeout"));
        }
    }
}
