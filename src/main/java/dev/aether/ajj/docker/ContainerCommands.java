package dev.aether.ajj.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Runs commands in containers, and reads what containers print. */
final class ContainerCommands {
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(10);

    private final Engine engine;

    ContainerCommands(Engine engine) {
        this.engine = engine;
    }

    /** See {@link dev.aether.ajj.spi.Backend#execute}. */
    OptionalInt execute(String containerId, List<String> argv, Duration timeout) {
        String where = DockerBackend.shortId(containerId);
        try {
            String id = engine.call(
                    "prepare " + argv.getFirst() + " in " + where,
                    client -> client.execCreateCmd(containerId)
                            .withCmd(argv.toArray(String[]::new))
                            .withAttachStdout(true)
                            .withAttachStderr(true)
                            .exec()
                            .getId());
            boolean ended = engine.callPatiently(
                    "run " + argv.getFirst() + " in " + where,
                    client -> await(client.execStartCmd(id).exec(new ResultCallback.Adapter<Frame>()), timeout));
            if (!ended) {
                return OptionalInt.empty();
            }
            Long status = engine.call(
                    "ask for the exit status in " + where,
                    client -> client.inspectExecCmd(id).exec().getExitCodeLong());
            return status == null ? OptionalInt.empty() : OptionalInt.of(status.intValue());
        } catch (DockerException notRunning) {
            return OptionalInt.empty();
        }
    }

    /** See {@link dev.aether.ajj.spi.Backend#lastLines}. */
    List<String> lastLines(String containerId, int count) {
        LogText log = new LogText();
        try {
            engine.callPatiently(
                    "read the log of " + DockerBackend.shortId(containerId),
                    client -> await(
                            client.logContainerCmd(containerId)
                                    .withStdOut(true)
                                    .withStdErr(true)
                                    .withTail(count)
                                    .exec(log),
                            LOG_TIMEOUT));
        } catch (DockerException none) {
            return List.of();
        }
        return log.lines();
    }

    private static boolean await(ResultCallback.Adapter<Frame> callback, Duration timeout) {
        try (callback) {
            return callback.awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("waiting for a container"), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Joins the pieces that the engine sends; lines and even characters may be split between them. */
    private static final class LogText extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            bytes.writeBytes(frame.getPayload());
        }

        List<String> lines() {
            return bytes.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }
}
