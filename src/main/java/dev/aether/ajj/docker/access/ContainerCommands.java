package dev.aether.ajj.docker.access;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.backend.Backend.CommandResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Runs commands in containers, and reads the end of their logs. */
final class ContainerCommands {
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(10);
    /** Of a command's output. */
    private static final int LINES_KEPT = 10;

    /** Of the end of a log or a command's output. */
    private static final int BYTES_KEPT = 1 << 20;

    private final Engine engine;

    ContainerCommands(Engine engine) {
        this.engine = engine;
    }

    /** See {@link dev.aether.ajj.spi.backend.ServiceAccess#execute}. */
    CommandResult execute(String containerId, List<String> argv, Duration timeout) {
        String where = EngineName.shortId(containerId);
        PrintedText printed = new PrintedText();
        try {
            String id = engine.call(
                    "prepare " + argv.getFirst() + " in " + where,
                    client -> EngineName.check(client.execCreateCmd(containerId)
                            .withCmd(argv.toArray(String[]::new))
                            .withAttachStdout(true)
                            .withAttachStderr(true)
                            .exec()
                            .getId()));
            boolean ended = engine.callUnlimited(
                    "run " + argv.getFirst() + " in " + where,
                    client -> await(client.execStartCmd(id).exec(printed), timeout));
            if (!ended) {
                return new CommandResult(OptionalInt.empty(), printed.lastLines());
            }
            Long status = engine.call(
                    "ask for the exit status in " + where,
                    client -> client.inspectExecCmd(id).exec().getExitCodeLong());
            return new CommandResult(
                    status == null ? OptionalInt.empty() : OptionalInt.of(status.intValue()), printed.lastLines());
        } catch (DockerException notRunning) {
            return new CommandResult(OptionalInt.empty(), printed.lastLines());
        }
    }

    /** See {@link dev.aether.ajj.spi.backend.ServiceAccess#lastLines}. */
    List<String> lastLines(String containerId, int count) {
        PrintedText log = new PrintedText();
        try {
            engine.callUnlimited(
                    "read the log of " + EngineName.shortId(containerId),
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

    /** Collects the frames of the engine, which may split lines and even characters. */
    private static final class PrintedText extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void onNext(Frame frame) {
            bytes.writeBytes(frame.getPayload());
            if (bytes.size() > 2 * BYTES_KEPT) {
                byte[] all = bytes.toByteArray();
                bytes.reset();
                bytes.write(all, all.length - BYTES_KEPT, BYTES_KEPT);
            }
        }

        synchronized List<String> lines() {
            return bytes.toString(StandardCharsets.UTF_8).lines().toList();
        }

        List<String> lastLines() {
            List<String> lines = lines();
            return lines.subList(Math.max(0, lines.size() - LINES_KEPT), lines.size());
        }
    }
}
