package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
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
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns whatever comes of a call to an engine into a failure that says what it means and what to do. */
final class EngineTrouble {
    private static final List<String> CERTIFICATE_HINTS = List.of(
            "see whether docker gets through with the same certificates: docker --tlsverify info",
            "name the directory of those that belong to this engine: DOCKER_CERT_PATH, or the docker context");
    private static final List<String> STRANGE_HINTS = List.of(
            "check that a Docker-compatible engine listens there: docker info",
            "if `docker info` works, please report this with the output of the same command and -v");
    private static final int FORBIDDEN = 403;
    /** With these an engine refuses one request; others say that it, or a proxy in between, answers none. */
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 406, 409, 500);

    private final EngineAddress address;

    EngineTrouble(EngineAddress address) {
        this.address = address;
    }

    /**
     * Whether an engine has understood a request and says why it does not do it. What has an error's status but no
     * message in an engine's form is not an engine's.
     */
    static boolean isRefusal(DockerException answer) {
        return answer instanceof NotModifiedException
                || (REFUSALS.contains(answer.getHttpStatus())
                        && EngineMessage.find(answer).isPresent());
    }

    /**
     * The failure for a call that ended with an exception. A failure is returned as it is.
     *
     * @param what the call, for people
     */
    Failure unanswered(String what, RuntimeException broken) {
        if (broken instanceof Failure failure) {
            return failure;
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Failure(new Problem.Interrupted(what), broken);
        }
        if (broken instanceof DockerException refused && refused.getHttpStatus() != 0) {
            return errorStatus(refused);
        }
        Optional<SSLException> distrust = distrust(broken);
        if (distrust.isPresent()) {
            return problem(
                    "the Docker engine at " + address.inWords() + " and ajj do not trust each other: "
                            + distrust.get().getMessage(),
                    CERTIFICATE_HINTS,
                    broken);
        }
        Throwable root = rootCause(broken);
        boolean lost = root instanceof IOException || broken instanceof UncheckedIOException;
        return lost && !(root instanceof JsonProcessingException)
                ? unavailable("does not answer: " + words(root), words(root), broken)
                : strange(broken);
    }

    private Failure errorStatus(DockerException refused) {
        String said = EngineMessage.of(refused);
        String message = "the Docker engine at " + address.inWords() + " answers with status " + refused.getHttpStatus()
                + (said.isEmpty() ? "" : ": " + said);
        Map<String, Object> details = new TreeMap<>(details());
        details.put("status", refused.getHttpStatus());
        return new Failure(
                new BackendProblem.Unavailable(message, statusHints(refused.getHttpStatus()), details), refused);
    }

    private static List<String> statusHints(int status) {
        return status == FORBIDDEN
                ? List.of(
                        "a proxy or a policy forbids the request: ask who runs the engine to allow it",
                        "to use another engine: DOCKER_HOST, DOCKER_CONTEXT or [backend] socket = \"unix:///...\"")
                : List.of(
                        "it may be starting or paused: run `docker info` until it succeeds, then run the command again",
                        "to use another engine: DOCKER_HOST, DOCKER_CONTEXT or [backend] socket = \"unix:///...\"");
    }

    /** The failure for an answer that is not what engines send. */
    Failure strange(Throwable cause) {
        return problem(
                "the Docker engine at " + address.inWords() + " sent an answer that ajj cannot read",
                STRANGE_HINTS,
                cause);
    }

    /**
     * {@code BACKEND_UNAVAILABLE}.
     *
     * @param what what it does or does not, such as {@code does not answer}
     * @param reason what the system says about it, in lower case; may be empty
     */
    Failure unavailable(String what, String reason, Throwable cause) {
        return problem("the Docker engine at " + address.inWords() + " " + what, hints(reason), cause);
    }

    /** {@code BACKEND_UNAVAILABLE} for a call that the command's own deadline has ended. */
    Failure late(String what, @Nullable Throwable cause) {
        return problem(
                "the Docker engine at " + address.inWords() + " " + what,
                List.of("allow more time with --timeout, or check whether the engine answers: docker info"),
                cause);
    }

    private Failure problem(String message, List<String> hints, @Nullable Throwable cause) {
        return new Failure(new BackendProblem.Unavailable(message, hints, details()), cause);
    }

    private Map<String, Object> details() {
        return Map.of("address", address.address());
    }

    /** What went wrong with certificates; empty when it was something else. */
    private static Optional<SSLException> distrust(Throwable thrown) {
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

    private static String words(Throwable root) {
        String message = root.getMessage();
        if (root instanceof UnknownHostException) {
            return "there is no host " + message;
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
                "start Docker, then see whether it answers: docker info",
                "another engine is named with DOCKER_HOST, DOCKER_CONTEXT or [backend] socket = \"unix:///...\"");
    }
}
