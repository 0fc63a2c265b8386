package dev.aether.ajj.error;

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
     * The engine refused to make a network, a volume or a container.
     *
     * @param subject which, in words
     */
    record SpawnFailed(String subject, String reason, List<String> hints) implements BackendProblem {
        @Override
        public String message() {
            return "cannot create " + subject + ": " + reason;
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
