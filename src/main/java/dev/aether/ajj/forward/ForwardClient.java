package dev.aether.ajj.forward;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.ChannelTimeout;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.forward.Forward;
import dev.aether.ajj.spi.forward.ForwardReport;
import dev.aether.ajj.spi.forward.Forwards;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.ssh.SshFiles;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Records the wanted port forwards, and starts and asks the background process that holds them. */
public class ForwardClient implements Forwards {
    /** For a connection to a slow host. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    /** For the answer of the process, in addition to its own waiting. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private static final Pattern PID = Pattern.compile("process (\\d+)");
    private static final String NO_ANSWER = "it does not answer";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);
    /** A process may end just when it is asked. */
    private static final int ATTEMPTS = 5;

    private final SshFiles files;
    private final ForwardTable table;
    private final Map<String, String> environment;
    private final Deadline deadline;

    /** @param deadline limits all waiting */
    public ForwardClient(ProcessContext process, Deadline deadline) {
        this.environment = process.environment();
        this.files = SshFiles.of(environment);
        this.table = new ForwardTable(files.state());
        this.deadline = deadline;
    }

    @Override
    public void prepare() {
        if (!isRunning()) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    start();
                } catch (Failure later) {
                    // the call that needs the process reports it
                }
            });
        }
    }

    @Override
    public void register(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports) {
        List<Forward> _ = record(stack, engine, ports);
    }

    private List<Forward> record(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports) {
        List<Forward> wanted = ports.entrySet().stream()
                .flatMap(service -> service.getValue().stream()
                        .map(port -> new Forward(stack.owner(), service.getKey(), engine.address(), engine.id(), port)))
                .toList();
        restore();
        boolean _ = table.change(forward -> forward.isOf(stack) && ports.containsKey(forward.service()), wanted);
        return wanted;
    }

    @Override
    public Map<Integer, String> open(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports) {
        List<Forward> wanted = record(stack, engine, ports);
        if (wanted.isEmpty()) {
            applyIfRunning();
            return Map.of();
        }
        ForwardReport.Host host = apply(new ForwardProcess.Target(engine.address(), engine.id()))
                .host(engine.address(), engine.id())
                .orElseThrow(() -> notForwarded(engine.address(), "they are not listed"));
        if (!host.connected()) {
            throw notForwarded(
                    engine.address(), host.reason().isEmpty() ? "the host has not answered in time" : host.reason());
        }
        Map<Integer, String> refused = new TreeMap<>(host.ports());
        refused.keySet().retainAll(wanted.stream().map(Forward::port).toList());
        refused.values().removeIf(String::isEmpty);
        return refused;
    }

    /** Has the process restore a lost table, which would else hold only this command's forwards. */
    private void restore() {
        if (table.isLost()) {
            applyIfRunning();
        }
    }

    private Failure notForwarded(String address, String reason) {
        return new Failure(new BackendProblem.Unavailable(
                "the ports of services on " + address + " are not forwarded: " + reason,
                List.of(
                        "when the host can be reached again, run: ajj up",
                        "see the log: " + ForwardProcess.log(files.state())),
                Map.of("address", address)));
    }

    @Override
    public void close(Stack stack, String service) {
        remove(forward -> forward.isOf(stack) && forward.service().equals(service));
    }

    @Override
    public void close(Stack stack) {
        remove(forward -> forward.isOf(stack));
    }

    private void remove(Predicate<Forward> closed) {
        if (table.read().stream().anyMatch(closed) && table.change(closed, List.of())) {
            applyIfRunning();
        }
    }

    @Override
    public List<Forward> all() {
        return table.read();
    }

    @Override
    public Optional<ForwardReport> report() {
        try {
            return Optional.of(ask(ForwardMessage.Request.report()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Has a running process apply the table. Without one, nothing is forwarded. */
    private void applyIfRunning() {
        try {
            ForwardReport _ = ask(ForwardMessage.Request.apply(0, ForwardProcess.Target.NONE, environment));
        } catch (IOException none) {
            // not running
        }
    }

    private ForwardReport apply(ForwardProcess.Target needed) {
        IOException last = new EOFException();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return ask(ForwardMessage.Request.apply(
                        deadline.left(CONNECT_TIMEOUT).toMillis(), needed, environment));
            } catch (IOException none) {
                last = none;
                start();
            }
        }
        throw unusable(String.valueOf(last.getMessage()));
    }

    /** Starts the process under a lock, so that other commands find it running. */
    private void start() {
        Path state = files.prepare().state();
        Duration timeout = deadline.left(START_TIMEOUT);
        long end = System.nanoTime() + timeout.toNanos();
        new LockedFile(state.resolve("forwards-start.lock"), timeout).holding(() -> {
            if (isRunning()) {
                return;
            }
            try {
                long process = ForwardLauncher.start(environment, state);
                while (!isRunning()) {
                    if (System.nanoTime() - end > 0) {
                        throw unusable("it has not started in time");
                    }
                    if (ProcessHandle.of(process).isEmpty() && !isRunning()) {
                        throw unusable("it has ended");
                    }
                    Thread.sleep(PAUSE);
                }
            } catch (IOException impossible) {
                throw unusable(String.valueOf(impossible.getMessage()));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Failure(new Problem.Interrupted("opening forwards"), interrupted);
            }
        });
    }

    private Failure unusable(String reason) {
        return new Failure(new BackendProblem.Unavailable(
                "the process that forwards ports cannot be used: " + reason,
                List.of(
                        reason.equals(NO_ANSWER)
                                ? "resume the process if it is stopped, or end it and run `ajj up`:" + " kill -KILL "
                                        + pid()
                                : "see its log: " + ForwardProcess.log(files.state()))));
    }

    /** Returns the process id, which its lock file names. */
    private String pid() {
        try {
            return PID.matcher(Files.readString(files.state().resolve(ForwardProcess.LOCK)))
                    .results()
                    .findFirst()
                    .map(found -> found.group(1))
                    .orElse("PID");
        } catch (IOException unknown) {
            return "PID";
        }
    }

    private boolean isRunning() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(files.forwards()));
        } catch (IOException none) {
            return false;
        }
    }

    private ForwardReport ask(ForwardMessage.Request request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(files.forwards()));
            channel.write(ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.UTF_8)));
            BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            String _ = line(lines, channel, ANSWER_TIMEOUT); // its greeting
            return ForwardMessage.report(line(lines, channel, ANSWER_TIMEOUT.plusMillis(request.millis())));
        }
    }

    private String line(BufferedReader lines, SocketChannel channel, Duration timeout) throws IOException {
        try (ChannelTimeout _ = new ChannelTimeout(channel, timeout)) {
            String line = lines.readLine();
            if (line == null) {
                throw new EOFException("it ended before it answered");
            }
            return line;
        } catch (AsynchronousCloseException late) {
            throw unusable(NO_ANSWER);
        }
    }
}
