package dev.aether.ajj.error;

import java.util.List;
import java.util.Map;

/** The engine does not do what it was asked for. */
public sealed interface BackendProblem extends Problem {

    /** No host port could be had for a service. */
    record PortAllocationFailed(String message, List<String> hints) implements BackendProblem {}

    /**
     * The engine does not answer, or must not be used.
     *
     * @param details such as its {@code address}, and the {@code status} of an answer that is an error
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
            return Map.of("service", service, "image", image);
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

    /** Something of ours could not be taken away. */
    record DeprovisionFailed(String message, List<String> hints) implements BackendProblem {}
}
