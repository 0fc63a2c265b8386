package dev.aether.ajj.forward;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.spi.forward.Forward;
import dev.aether.ajj.spi.forward.ForwardReport;
import dev.aether.ajj.ssh.SshFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The background process that holds the forwards of a user. It applies the table when a command asks, and ends with the
 * last forward. After a kill, ssh ends the connections, and the next command that needs forwards starts another
 * process.
 */
public final class ForwardProcess {
    /** The hidden option that makes ajj this process; its value is the directory for state. */
    public static final String OPTION = "--hold-forwards";

    /** How long to wait for another process that may be ending. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration UNUSED_TIMEOUT = Duration.ofSeconds(10);

    private static final String LOG = "forwards.log";
    static final String LOCK = "forwards-process.lock";

    private final SshFiles files;
    private final ForwardTable table;
    private final Map<String, String> environment;
    private final Map<Target, HostForwards> hosts = new HashMap<>();
    private final Instant started = Instant.now();
    private List<Forward> held = List.of();

    /**
     * An engine. Its address alone may lead to another engine later.
     *
     * @param engine its id; empty when it is not known
     */
    record Target(String address, String engine) {
        /** No engine in particular. */
        static final Target NONE = new Target("", "");
    }

    private ForwardProcess(SshFiles files, Map<String, String> environment) {
        this.files = files;
        this.table = new ForwardTable(files.state());
        this.environment = new HashMap<>(environment);
    }

    /**
     * Holds forwards until the last one is closed. Returns soon when another process holds them.
     *
     * @param state ajj's directory for state
     * @param environment for ssh, until a command sends a newer one
     * @return the exit status
     */
    public static int run(Path state, Map<String, String> environment) {
        SshFiles files = new SshFiles(state).prepare();
        ForwardProcess process = new ForwardProcess(files, environment);
        try {
            new LockedFile(files.state().resolve(LOCK), LOCK_TIMEOUT).holding(process::serve);
            return 0;
        } catch (Failure failure) {
            if (failure.first() instanceof StateProblem.Locked) {
                return 0; // another process is running
            }
            log(failure.first().message());
            return 1;
        }
    }

    /** Whether this process was started in its own session, where no signals of a terminal reach it. */
    public static boolean hasSession(Map<String, String> environment) {
        return environment.containsKey(ForwardLauncher.SESSION);
    }

    static Path log(Path state) {
        return state.resolve(LOG);
    }

    private void serve() {
        log("started, process " + ProcessHandle.current().pid());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Files.deleteIfExists(files.forwards());
            server.bind(UnixDomainSocketAddress.of(files.forwards()));
            apply(Target.NONE);
            Thread.ofPlatform().daemon().start(() -> endUnused(server));
            while (true) {
                SocketChannel caller = server.accept();
                Thread.ofPlatform().daemon().start(() -> answer(caller, server));
            }
        } catch (ClosedChannelException done) {
            log("ended: no forwards are left");
        } catch (IOException impossible) {
            log("ended: " + impossible.getMessage());
        }
    }

    private void answer(SocketChannel caller, ServerSocketChannel server) {
        try (caller;
                BufferedReader lines = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8))) {
            caller.write(ByteBuffer.wrap(new byte[] {'\n'}));
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            ForwardMessage.Request request = ForwardMessage.Request.read(line);
            if (request.apply()) {
                updateEnvironment(request.environment());
                apply(request.needed());
                awaitSettled(request.needed(), System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.millis()));
            }
            caller.write(ByteBuffer.wrap((ForwardMessage.line(report()) + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException gone) {
            // a command that was killed, or that only checked whether this process is running
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        endWithoutForwards(server);
    }

    private synchronized void updateEnvironment(Map<String, String> newer) {
        environment.putAll(newer);
    }

    private synchronized Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    private synchronized void apply(Target needed) {
        table.restore(held);
        held = table.read();
        Map<Target, Set<Integer>> wanted = new HashMap<>();
        for (Forward forward : held) {
            wanted.computeIfAbsent(new Target(forward.address(), forward.engine()), _ -> new HashSet<>())
                    .add(forward.port());
        }
        hosts.entrySet().removeIf(host -> {
            if (wanted.containsKey(host.getKey())) {
                return false;
            }
            host.getValue().end();
            log(host.getKey().address() + ": released");
            return true;
        });
        wanted.forEach((target, ports) -> {
            HostForwards host = hosts.get(target);
            if (host == null) {
                host = new HostForwards(target, files, this::environment, ForwardProcess::log);
                hosts.put(target, host);
                host.setPorts(ports, target.equals(needed));
                host.start();
            } else {
                host.setPorts(ports, target.equals(needed));
            }
        });
    }

    private void awaitSettled(Target needed, long nanoTime) throws InterruptedException {
        HostForwards host;
        synchronized (this) {
            host = hosts.get(needed);
        }
        if (host != null) {
            host.awaitSettled(nanoTime);
        }
    }

    private synchronized List<HostForwards> hosts() {
        return List.copyOf(hosts.values());
    }

    private ForwardReport report() {
        return new ForwardReport(
                ProcessHandle.current().pid(),
                started,
                log(files.state()),
                hosts().stream().map(HostForwards::report).toList());
    }

    /** Ends the process when the command that started it has died before its first request. */
    private void endUnused(ServerSocketChannel server) {
        try {
            Thread.sleep(UNUSED_TIMEOUT);
            endWithoutForwards(server);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the table's lock: a command that has added a forward then finds either this process or no socket. */
    private void endWithoutForwards(ServerSocketChannel server) {
        if (!hosts().isEmpty()) {
            return;
        }
        boolean _ = table.locked(() -> {
            if (!table.read().isEmpty() || !hosts().isEmpty()) {
                return false;
            }
            try {
                Files.deleteIfExists(files.forwards());
                server.close();
            } catch (IOException gone) {
                log("cannot close its socket: " + gone.getMessage());
            }
            return true;
        });
    }

    /** Writes to stderr, which the launcher redirects to the log. */
    private static void log(String message) {
        System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + message);
    }
}
