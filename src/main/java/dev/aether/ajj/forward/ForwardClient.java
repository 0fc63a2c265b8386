package dev.aether.ajj.forward;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.forward.Forward;
import dev.aether.ajj.spi.forward.ForwardReport;
import dev.aether.ajj.spi.forward.Forwards;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.ssh.SshFiles;
import dev.aether.ajj.ssh.TimeLimit;
import jakarta.enterprise.context.ApplicationScoped;
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

/** Writes down which forwards there are to be, and has the process in the background hold them. */
@ApplicationScoped
public class ForwardClient implements Forwards {
    /** For a connection, also to a host that is slow; the process itself starts in less than a second. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** For its answer, beside what it waits for. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final Pattern PID = Pattern.compile("process (\\d+)");
    private static final String SILENT = "it does not answer";

    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);
    /** How often a process may end just when it is asked. */
    private static final int ATTEMPTS = 5;

    private final SshFiles files;
    private final ForwardTable table;
    private final Map<String, String> environment;
    private final Deadline deadline;

    /** @param deadline ends all waiting */
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
                    // the one that waits for it reports it
                }
            });
        }
    }

    @Override
    public void register(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports) {
        List<Forward> _ = written(stack, engine, ports);
    }

    private List<Forward> written(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports) {
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
        List<Forward> wanted = written(stack, engine, ports);
        if (wanted.isEmpty()) {
            applyIfRunning();
            return Map.of();
        }
        ForwardReport.Host host = applied(new ForwardProcess.Target(engine.address(), engine.id()))
                .host(engine.address(), engine.id())
                .orElseThrow(() -> unheld(engine.address(), "they are not listed"));
        if (!host.connected()) {
            throw unheld(
                    engine.address(), host.reason().isEmpty() ? "the host has not answered in time" : host.reason());
        }
        Map<Integer, String> refused = new TreeMap<>(host.ports());
        refused.keySet().retainAll(wanted.stream().map(Forward::port).toList());
        refused.values().removeIf(String::isEmpty);
        return refused;
    }

    /** What the process holds is written down again, before only this command's forwards are. */
    private void restore() {
        if (table.isLost()) {
            applyIfRunning();
        }
    }

    private Failure unheld(String address, String reason) {
        return new Failure(new BackendProblem.Unavailable(
                "the ports of services on " + address + " are not forwarded: " + reason,
                List.of(
                        "when the host is reached again, run: ajj up",
                        "see the log: " + ForwardProcess.log(files.state())),
                Map.of("address", address)));
    }

    @Override
    public void close(Stack stack, String service) {
        if (table.read().stream().anyMatch(isOf(stack, service)) && table.change(isOf(stack, service), List.of())) {
            applyIfRunning();
        }
    }

    @Override
    public void close(Stack stack) {
        Predicate<Forward> own = forward -> forward.isOf(stack);
        if (table.read().stream().anyMatch(own) && table.change(own, List.of())) {
            applyIfRunning();
        }
    }

    private static Predicate<Forward> isOf(Stack stack, String service) {
        return forward -> forward.isOf(stack) && forward.service().equals(service);
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

    /** Without such a process nothing is forwarded, so that nothing has to be closed. */
    private void applyIfRunning() {
        try {
            ForwardReport _ = ask(ForwardMessage.Request.apply(0, ForwardProcess.Target.NONE, environment));
        } catch (IOException none) {
            // it has ended
        }
    }

    private ForwardReport applied(ForwardProcess.Target needed) {
        IOException last = new EOFException();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return ask(ForwardMessage.Request.apply(deadline.left(LIMIT).toMillis(), needed, environment));
            } catch (IOException none) {
                last = none;
                start();
            }
        }
        throw unstarted(String.valueOf(last.getMessage()));
    }

    /** Started by one command at a time: the others find it running. */
    private void start() {
        Path state = files.prepare().state();
        Duration limit = deadline.left(START);
        long end = System.nanoTime() + limit.toNanos();
        new LockedFile(state.resolve("forwards-start.lock"), limit).holding(() -> {
            if (isRunning()) {
                return;
            }
            try {
                long process = ForwardLauncher.start(environment, state);
                while (!isRunning()) {
                    if (System.nanoTime() - end > 0) {
                        throw unstarted("it does not listen in time");
                    }
                    if (ProcessHandle.of(process).isEmpty() && !isRunning()) {
                        throw unstarted("it has ended");
                    }
                    Thread.sleep(PAUSE);
                }
            } catch (IOException impossible) {
                throw unstarted(String.valueOf(impossible.getMessage()));
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                throw new Failure(new Problem.Interrupted("opening forwards"), told);
            }
        });
    }

    private Failure unstarted(String reason) {
        return new Failure(new BackendProblem.Unavailable(
                "the process that forwards ports cannot be used: " + reason,
                List.of(
                        reason.equals(SILENT)
                                ? "continue it if it was stopped, or end it, and the next `ajj up` starts another one:"
                                        + " kill -KILL " + pid()
                                : "see its log: " + ForwardProcess.log(files.state()))));
    }

    /** Its lock names it. */
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
            String _ = line(lines, channel, ANSWER);
            return ForwardMessage.report(line(lines, channel, ANSWER.plusMillis(request.millis())));
        }
    }

    /** A process that is stopped does not even greet. */
    private String line(BufferedReader lines, SocketChannel channel, Duration limit) throws IOException {
        try (TimeLimit _ = new TimeLimit(channel, limit)) {
            String line = lines.readLine();
            if (line == null) {
                throw new EOFException("it ended while it was asked");
            }
            return line;
        } catch (AsynchronousCloseException late) {
            throw unstarted(SILENT);
        }
    }
}
