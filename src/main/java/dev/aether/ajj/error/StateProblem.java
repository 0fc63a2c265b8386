package dev.aether.ajj.error;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Problems of the files of the registry and the port ledger. */
public sealed interface StateProblem extends Problem {

    /** A file is damaged. */
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

    /** A file cannot be written: another process holds its lock, or the directory is read-only. */
    record Locked(Path file, String reason, List<String> hints) implements StateProblem {
        @Override
        public String message() {
            return "cannot write to " + file + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("file", file.toString(), "reason", reason);
        }

        /** Returns the problem of a lock that another process has held too long. */
        public static Locked held(Path file, String owner, Duration waited) {
            return new Locked(
                    file,
                    "locked by " + owner + " for more than " + waited.toSeconds() + " s",
                    List.of("wait until that process has ended, or allow more time with --timeout"));
        }
    }
}
