package dev.aether.ajj.error;

import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.model.text.ShellWord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Problems of an existing service. */
public sealed interface ServiceProblem extends Problem {

    /**
     * A service was started, but does not become ready or has ended.
     *
     * @param waited the time until the timeout; empty when it has ended, so that more time would not help
     * @param healthcheck the last lines of its healthcheck command, secrets removed; may be empty
     * @param log its last lines of output, secrets removed; may be empty
     * @param cause why it is not ready, as a hint; empty when unknown
     */
    record NotReady(
            String service,
            String reason,
            Optional<Duration> waited,
            List<String> healthcheck,
            List<String> log,
            Optional<String> cause)
            implements ServiceProblem {
        @Override
        public String message() {
            String after = waited.map(time -> " after " + Durations.words(time)).orElse("");
            return "the service " + service + " is not ready" + after + ": " + reason;
        }

        @Override
        public List<String> hints() {
            if (cause.isPresent()) {
                return List.of(cause.get());
            }
            String shown = log.isEmpty() && healthcheck.isEmpty() ? "check " : "read its last lines, and check ";
            if (waited.isEmpty()) {
                return List.of(shown + "image, env and command of [services." + service + "]");
            }
            return List.of(
                    shown + "image, env, command and healthcheck of [services." + service + "]",
                    "a slow service may need more time: [services." + service + ".healthcheck] timeout = \"120s\"");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("service", service, "reason", reason, "healthcheck", healthcheck, "log", log);
        }
    }

    /** A service's container is missing, or does not run. */
    record NotRunning(String message, List<String> hints, Map<String, Object> details) implements ServiceProblem {
        /** @param state what it does instead, such as {@code has no container} */
        public NotRunning(String service, String state, List<String> hints) {
            this("the service " + service + " " + state, hints, Map.of("service", service, "reason", state));
        }

        public NotRunning(String service, String state) {
            this(service, state, List.of("start it: ajj up " + ShellWord.quoted(service)));
        }
    }
}
