package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns exceptions of calls to an engine into failures with hints. */
record EngineFailures(EngineAddress address) {
    private static final List<String> CERTIFICATE_HINTS = List.of(
            "check that docker can connect with the same certificates: docker --tlsverify info",
            "set DOCKER_CERT_PATH, or the docker context, to the directory of this engine's certificates");
    private static final List<String> STRANGE_HINTS = List.of(
            "check that a Docker-compatible engine listens there: docker info",
            "if `docker info` works, please report this with the output of the same command and -v");
    static final int NOT_MODIFIED = 304;
    private static final int FORBIDDEN = 403;
    /** Statuses of a refused request. With others, the engine or a proxy answers no request. */
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 406, 409, 500);

    /** Whether an engine has refused a request. An error without a message of an engine's form is no refusal. */
    static boolean isRefusal(EngineRefusal answer) {
        return answer.status() == NOT_MODIFIED
                || (REFUSALS.contains(answer.status()) && answer.message().isPresent());
    }

    /** Returns the exception of a call on another thread. */
    static RuntimeException cause(ExecutionException failed) {
        return switch (failed.getCause()) {
            case RuntimeException thrown -> thrown;
            case IOException lost -> new UncheckedIOException(lost);
            case null, default -> new IllegalStateException(failed.getCause());
        };
    }

    /**
     * Returns the failure for a call that ended with an exception. A failure is returned as it is.
     *
     * @param what the call, for messages
     */
    Failure of(String what, RuntimeException broken) {
        if (broken instanceof Failure failure) {
            return failure;
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Failure(new Problem.Interrupted(what), broken);
        }
        if (broken instanceof EngineRefusal refused) {
            return errorStatus(refused);
        }
        Optional<SSLException> tlsError = tlsError(broken);
        if (tlsError.isPresent()) {
            return problem(
                    "the TLS connection to the Docker engine at " + address.description() + " failed: "
                            + tlsError.get().getMessage(),
                    CERTIFICATE_HINTS,
                    broken);
        }
        Throwable root = rootCause(broken);
        boolean lost = root instanceof IOException || broken instanceof UncheckedIOException;
        return lost && !(root instanceof JsonProcessingException)
                ? unavailable("does not answer: " + reason(root), reason(root), broken)
                : strange(broken);
    }

    private Failure errorStatus(EngineRefusal refused) {
        String reason = refused.reason();
        String message = "the Docker engine at " + address.description() + " answers with status " + refused.status()
                + (reason.isEmpty() ? "" : ": " + reason);
        Map<String, Object> details = new TreeMap<>(details());
        details.put("status", refused.status());
        return new Failure(new BackendProblem.Unavailable(message, statusHints(refused.status()), details), refused);
    }

    private static List<String> statusHints(int status) {
        return status == FORBIDDEN
                ? List.of(
                        "a proxy or a policy forbids the request: ask the engine's administrator to allow it",
                        "to use another engine: DOCKER_HOST, DOCKER_CONTEXT or [backend] socket = \"unix:///...\"")
                : List.of(
                        "it may be starting or paused: run `docker info` until it succeeds, then run the command again",
                        "to use another engine: DOCKER_HOST, DOCKER_CONTEXT or [backend] socket = \"unix:///...\"");
    }

    Failure strange(Throwable cause) {
        return problem(
                "the Docker engine at " + address.description() + " sent an answer that ajj cannot read",
                STRANGE_HINTS,
                cause);
    }

    /**
     * Returns {@code BACKEND_UNAVAILABLE}.
     *
     * @param what the engine's behaviour, such as {@code does not answer}
     * @param reason the system's message in lower case; may be empty
     */
    Failure unavailable(String what, String reason, Throwable cause) {
        return problem("the Docker engine at " + address.description() + " " + what, hints(reason), cause);
    }

    /** Returns {@code BACKEND_UNAVAILABLE} for a call that the command's own deadline has ended. */
    Failure late(String what, @Nullable Throwable cause) {
        return problem(
                "the Docker engine at " + address.description() + " " + what,
                List.of("allow more time with --timeout, or check whether the engine answers: docker info"),
                cause);
    }

    private Failure problem(String message, List<String> hints, @Nullable Throwable cause) {
        return new Failure(new BackendProblem.Unavailable(message, hints, details()), cause);
    }

    private Map<String, Object> details() {
        return Map.of("address", address.address());
    }

    private static Optional<SSLException> tlsError(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String reason(Throwable root) {
        String message = root.getMessage();
        if (root instanceof UnknownHostException) {
            return "the host " + message + " does not exist";
        }
        return message == null ? "the connection was lost" : message.toLowerCase(Locale.ROOT);
    }

    private List<String> hints(String reason) {
        boolean denied = reason.contains("permission denied");
        if ("unix".equals(address.host().getScheme())
                && (denied || reason.contains("no such file"))
                && OwnContainer.current().isPresent()) {
            return OwnContainer.socketHints(address.host(), denied);
        }
        if (denied) {
            return List.of(
                    "your user may not use the socket: add it to the docker group (sudo usermod -aG docker $USER), then log in again");
        }
        return List.of(
                "start Docker, then check that it answers: docker info",
                address.isFromEnvironment() && reason.contains("no such file")
                        ? "to use the default engine: unset DOCKER_HOST"
                        : "to use another engine: DOCKER_HOST, DOCKER_CONTEXT or [backend] socket = \"unix:///...\"");
    }
}
