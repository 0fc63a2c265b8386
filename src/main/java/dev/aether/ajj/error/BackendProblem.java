package dev.aether.ajj.error;

import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Problems of the engine. */
public sealed interface BackendProblem extends Problem {

    /**
     * No host port could be reserved for a service.
     *
     * @param details {@code service}; {@code port} and {@code reason} for a fixed port, {@code range} for any other;
     *     {@code workspace} and {@code root} of the workspace that has the port reserved, if any; {@code user} of a port
     *     in use, if it is known
     */
    record PortAllocationFailed(String message, List<String> hints, Map<String, Object> details)
            implements BackendProblem {
        /** The reason for a port that another program uses. */
        public static final String IN_USE = "in use by another program";

        /**
         * Returns the problem of a port that a container publishes.
         *
         * @param container such as {@code the container shop-db-1}
         */
        public PortAllocationFailed publishedBy(int port, String container) {
            Object service = details.getOrDefault("service", "");
            return new PortAllocationFailed(
                    "port " + port + " of the service " + service + " is in use by " + container,
                    List.of("see that container, and stop it: docker ps --filter publish=" + port, hints.getLast()),
                    Map.of("service", service, "port", port, "reason", IN_USE, "user", container));
        }
    }

    /**
     * The engine does not answer, or must not be used.
     *
     * @param details {@code address} of the engine, if known
     */
    record Unavailable(String message, List<String> hints, Map<String, Object> details) implements BackendProblem {
        public Unavailable(String message, List<String> hints) {
            this(message, hints, Map.of());
        }
    }

    /** The engine that answers is not the one that holds a stack. */
    record Mismatch(String message, List<String> hints, Map<String, Object> details) implements BackendProblem {
        /** @param found the engine that answers, or that aether.toml names */
        private Mismatch(Location recorded, Location found, String message, List<String> hints) {
            this(
                    message,
                    hints,
                    Map.of("address", recorded.address(), "expected_id", recorded.id(), "found_id", found.id()));
        }

        /** Creates the problem of a recorded address where another engine answers. */
        public Mismatch(Location recorded, Location found) {
            this(
                    recorded,
                    found,
                    "The engine at " + recorded.address() + " is not the one that holds the services",
                    List.of(
                            "connect to the engine with the id " + recorded.id() + ", then run it again",
                            "if that engine no longer exists, abandon its services: `ajj workspace forget --abandon`, or"
                                    + " `ajj down --abandon`"));
        }

        /** Returns the problem of a configuration that names another engine than the one that holds the services. */
        public static Mismatch named(Location recorded, Location found, Path file) {
            return new Mismatch(
                    recorded,
                    found,
                    file + " names the engine at " + found.address() + ", but this workspace has its services at "
                            + recorded.address(),
                    List.of(
                            "to move the services, without their data: `ajj down --volumes`, then `ajj up`",
                            "to keep them where they are, name that engine in " + file));
        }
    }

    /** An image is neither in the engine nor in its registry, or the registry denies access. */
    record ImageNotFound(String message, List<String> hints, Map<String, Object> details) implements BackendProblem {
        public ImageNotFound(String service, String image, String reason, List<String> hints) {
            this(service, image, reason, reason, hints);
        }

        /** @param answer the message of the engine or the registry as it is, or the reason */
        public ImageNotFound(String service, String image, String reason, String answer, List<String> hints) {
            this(
                    "no image " + image + " for the service " + service + ": " + reason,
                    hints,
                    Map.of("service", service, "image", image, "reason", answer));
        }

        /** Returns this problem with hints before its own. */
        public ImageNotFound after(List<String> first) {
            List<String> all = new ArrayList<>(first);
            all.addAll(hints);
            return new ImageNotFound(message, all, details);
        }
    }

    /**
     * The engine failed to create or start a network, a volume or a container.
     *
     * @param action {@code create}, {@code start} or {@code use}
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
     * A resource of ajj could not be removed.
     *
     * @param resource its kind and name, such as {@code container aether-1a2b3-x-redis}
     */
    record DeprovisionFailed(String resource, String reason, List<String> hints) implements BackendProblem {

        /**
         * Returns the problem of a resource that the engine still has.
         *
         * @param again the command that retries the removal
         */
        public static DeprovisionFailed left(String resource, String reason, String again) {
            String name = ShellWord.quoted(resource.substring(resource.indexOf(' ') + 1));
            String filter = resource.startsWith("volume ")
                    ? "volume"
                    : resource.startsWith("network ") ? "network" : resource.startsWith("image ") ? "ancestor" : "";
            String remedy = filter.isEmpty()
                    ? "fix the cause"
                    : "see which containers use it: docker ps --all --filter " + filter + "=" + name;
            return new DeprovisionFailed(resource, reason, List.of(remedy + ", then run again: " + again));
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
