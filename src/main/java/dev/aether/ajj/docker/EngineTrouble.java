package dev.aether.ajj.docker;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What it means, and what to do, when an engine does not answer. */
final class EngineTrouble {
    private static final List<String> CERTIFICATE_HINTS = List.of(
            "see whether docker gets through with the same certificates: docker --tlsverify info",
            "name the directory of those that belong to this engine: DOCKER_CERT_PATH, or the docker context");

    private final EngineAddress address;

    EngineTrouble(EngineAddress address) {
        this.address = address;
    }

    /**
     * The failure for a call that ended with anything but an answer or a refusal; what is none of the engine's is given
     * back as it is.
     *
     * @param what the call, for people
     */
    RuntimeException unanswered(String what, RuntimeException broken) {
        if (broken instanceof Failure failure) {
            return failure;
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Failure(new Problem.Interrupted(what), broken);
        }
        Optional<SSLException> distrust = distrust(broken);
        if (distrust.isPresent()) {
            return new Failure(
                    new BackendProblem.Unavailable(
                            "the Docker engine at " + address.inWords() + " and ajj do not trust each other: "
                                    + distrust.get().getMessage(),
                            CERTIFICATE_HINTS),
                    broken);
        }
        Throwable root = rootCause(broken);
        if (!(root instanceof IOException) && !(broken instanceof UncheckedIOException)) {
            return broken;
        }
        return unavailable("does not answer: " + words(root), words(root), broken);
    }

    /**
     * {@code BACKEND_UNAVAILABLE}.
     *
     * @param what what it does or does not, such as {@code does not answer}
     * @param reason what the system says about it, in lower case; may be empty
     */
    Failure unavailable(String what, String reason, Throwable cause) {
        return new Failure(
                new BackendProblem.Unavailable("the Docker engine at " + address.inWords() + " " + what, hints(reason)),
                cause);
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
        return message == null ? root.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
    }

    private static List<String> hints(String reason) {
        if (reason.contains("permission denied")) {
            return List.of(
                    "your user may not use the socket: add it to the docker group (sudo usermod -aG docker $USER), then log in again");
        }
        return List.of(
                "start Docker, then see whether it answers: docker info",
                "another engine is named with DOCKER_HOST, DOCKER_CONTEXT or [backend] socket = \"unix:///...\"");
    }
}
