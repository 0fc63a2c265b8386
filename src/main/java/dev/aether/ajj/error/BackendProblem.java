package dev.aether.ajj.error;

import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The engine does not do what it was asked for. */
public sealed interface BackendProblem extends Problem {

    /**
     * A service gets no host port.
     *
     * @param details {@code service}; {@code port} and {@code reason} when one port is meant, {@code range} when any would
     *     do; {@code workspace} and {@code root} of the workspace and the repository that hold the port, if one does
     */
    record PortAllocationFailed(String message, List<String> hints, Map<String, Object> details)
            implements BackendProblem {}

    /**
     * The engine does not answer, or must not be used.
     *
     * @param details {@code address} of the engine, as far as one is known
     */
    record Unavailable(String message, List<String> hints, Map<String, Object> details) implements BackendProblem {
        public Unavailable(String message, List<String> hints) {
            this(message, hints, Map.of());
        }
    }

    /**
     * The engine that answers is not the one that holds a stack.
     *
     * @param recorded where the stack is
     * @param found what answers there, or what aether.toml names now
     * @param reason in a sentence
     */
    record Mismatch(Location recorded, Location found, String reason, List<String> hints) implements BackendProblem {
        /** Another engine answers at the recorded address. */
        public Mismatch(Location recorded, Location found) {
            this(
                    recorded,
                    found,
                    "Another engine answers at " + recorded.address() + " than the one that holds the services",
                    List.of(
                            "connect to the engine with the id " + recorded.id() + ", then run it again",
                            "if that engine no longer exists, abandon its services: `ajj workspace forget --abandon`, or"
                                    + " `ajj down --abandon`"));
        }

        /** A configuration names another engine than the one that holds the services. */
        public static Mismatch named(Location recorded, Location found, Path file) {
            return new Mismatch(
                    recorded,
                    found,
                    file + " names the engine at " + found.address() + ", but this workspace has its services at "
                            + recorded.address(),
                    List.of(
                            "to move the services, without their data: `ajj down --volumes`, then `ajj up`",
                            "to keep them where they are, have " + file + " name that engine"));
        }

        @Override
        public String message() {
            return reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("address", recorded.address(), "expected_id", recorded.id(), "found_id", found.id());
        }
    }

    /** An image is neither in the engine nor in its registry, or the registry refuses it. */
    record ImageNotFound(String service, String image, String reason, List<String> hints) implements BackendProblem {
        @Override
        public String message() {
            return "no image " + image + " for the service " + service + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("service", service, "image", image, "reason", reason);
        }
    }

    /**
     * The engine refused to create a network, a volume or a container, or to start one.
     *
     * @param action {@code create}, {@code start} or {@code use}
     * @param subject what, in words
     */
    record SpawnFailed(String action, String subject, String reason, List<String> hints) implements BackendProblem {
        public SpawnFailed(String subject, String reason, List<String> hints) {
            this("create", subject, reason, hints);
        }

        @Override
        public String message() {
            return "cannot " + action + " " + subject + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("subject", subject, "reason", reason);
        }
    }

    /**
     * A resource of ajj's could not be removed.
     *
     * @param resource its kind and name, such as {@code container aether-1a2b3-x-redis}
     */
    record DeprovisionFailed(String resource, String reason, List<String> hints) implements BackendProblem {

        /**
         * Something that the engine still has.
         *
         * @param reason as the engine reports it
         * @param again the command that tries it again
         */
        public static DeprovisionFailed left(String resource, String reason, String again) {
            String name = ShellWord.quoted(resource.substring(resource.indexOf(' ') + 1));
            String users = resource.startsWith("volume ")
                    ? "see which containers use it: docker ps --all --filter volume=" + name
                    : resource.startsWith("network ")
                            ? "see which containers use it: docker ps --all --filter network=" + name
                            : resource.startsWith("image ")
                                    ? "see which containers use it: docker ps --all --filter ancestor=" + name
                                    : "fix that";
            return new DeprovisionFailed(resource, reason, List.of(users + ", then run again: " + again));
        }

        @Override
        public String message() {
            return "cannot remove " + resource + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("resource", resource, "reason", reason);
        }
    }
}
