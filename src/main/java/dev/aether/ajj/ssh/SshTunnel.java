package dev.aether.ajj.ssh;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.model.text.ShellWord;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an engine on another machine, shared by all processes of the user. The first process that needs it
 * connects, and it ends by itself when no process holds it. Thread-safe.
 */
public final class SshTunnel implements AutoCloseable {
    /** The time for a connection, for which the user may have to type a password. */
    public static final Duration LOGIN = Duration.ofMinutes(2);

    /** For a command on the host, through an existing connection. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);

    /** State of a listening socket in {@code /proc/net/tcp}. */
    private static final String LISTENING = "0A";
    /** Columns of {@code /proc/net/tcp}. */
    private static final int LOCAL_ADDRESS = 1;

    private static final int STATE = 3;

    private final SshProgram program;
    private final SshFiles files;
    private final boolean mayAsk;
    /** Identifies the connection; empty before the first one. */
    private String settings = "";

    private @Nullable SshMaster master;
    private SshMaster.@Nullable Hold hold;

    /**
     * Prepares a tunnel without connecting.
     *
     * @param environment for ssh
     * @param mayAsk whether ssh may ask for a password
     */
    public SshTunnel(SshAddress address, SshFiles files, Map<String, String> environment, boolean mayAsk) {
        this.program = new SshProgram(address, environment);
        this.files = files;
        this.mayAsk = mayAsk;
    }

    /** Returns the engine's address. */
    public SshAddress address() {
        return program.address();
    }

    /**
     * Returns the socket of this machine that leads to the engine. Connects when there is no connection.
     *
     * @param timeout for all of it
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public synchronized Path engine(Duration timeout) {
        SshMaster connected = connection(timeout);
        Path socket = files.engine(settings);
        if (!accepts(socket)) {
            locked(timeout, () -> {
                if (!accepts(socket)) {
                    forwardEngine(connected, socket);
                }
            });
        }
        return socket;
    }

    private void forwardEngine(SshMaster connected, Path socket) {
        try {
            connected.cancel(socket, address().engineSocket());
            Files.deleteIfExists(socket);
            connected.forward(socket, address().engineSocket());
        } catch (IOException refused) {
            throw program.unavailable(
                    "ssh cannot forward the engine's socket of " + address().destination() + ": "
                            + refused.getMessage(),
                    List.of("see why: " + program.command("-v", "true")),
                    "");
        }
    }

    private static boolean accepts(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException dead) {
            return false;
        }
    }

    /**
     * Returns the connection itself, which is kept alive until {@link #close}.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public synchronized SshMaster connection(Duration timeout) {
        if (master != null && hold != null && hold.isAlive()) {
            return master;
        }
        SshFailures.checkKey(program);
        files.prepare();
        // Part of the sockets' names: a connection of other settings may lead to another machine.
        settings = address().text() + "\n" + program.settings(timeout);
        Path control = files.control(settings);
        Optional<SshMaster> alive = SshMaster.at(control);
        if (alive.isEmpty() || !tryHold(alive.get())) {
            locked(timeout, () -> {
                if (!SshMaster.at(control).filter(this::tryHold).isPresent()) {
                    connect(control, timeout);
                }
            });
        }
        return Objects.requireNonNull(master);
    }

    /** Uses the user's own shared connection if there is one: a new connection may need a second factor. */
    private void connect(Path control, Duration timeout) {
        if (SshProgram.sharedByUser(settings)
                .flatMap(SshMaster::at)
                .filter(this::tryHold)
                .isPresent()) {
            return;
        }
        try {
            Files.deleteIfExists(control);
            program.connect(control, mayAsk, timeout);
            if (!tryHold(new SshMaster(control))) {
                throw new IOException("the connection was lost at once");
            }
            Files.deleteIfExists(files.engine(settings));
        } catch (IOException lost) {
            throw program.unavailable(
                    "ssh cannot keep a connection to " + address().destination() + ": " + lost.getMessage(),
                    List.of("see why: " + program.command("-v", "true")),
                    "");
        }
    }

    private boolean tryHold(SshMaster alive) {
        try {
            SshMaster.Hold held = alive.hold();
            close();
            master = alive;
            hold = held;
            return true;
        } catch (IOException lost) {
            return false;
        }
    }

    /**
     * Forwards a port of this machine to the same port there, as long as the connection lives.
     *
     * @return false when another program on this machine uses the port
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public boolean forward(int port, Duration timeout) {
        try {
            connection(timeout).forward(port);
            return true;
        } catch (SshMaster.Refused taken) {
            return false;
        } catch (IOException lost) {
            throw program.unavailable(
                    "the connection to " + address().destination() + " was lost",
                    List.of("see why: " + program.command("-v", "true")),
                    "");
        }
    }

    /** Closes a forward of {@link #forward}. */
    public void cancel(int port, Duration timeout) {
        try {
            connection(timeout).cancel(port);
        } catch (IOException lost) {
            // the forwards have ended with the connection
        }
    }

    private void locked(Duration timeout, Runnable work) {
        try {
            new LockedFile(files.lock(settings), timeout).holding(work);
        } catch (Failure failure) {
            if (failure.first() instanceof StateProblem.Locked) {
                throw program.unavailable(
                        "another command has been connecting to " + address().destination() + " for "
                                + Durations.words(timeout),
                        List.of("check that the host answers: " + program.command("", "true")),
                        "");
            }
            throw failure;
        }
    }

    /** Returns what keeps the current connection alive. */
    public synchronized SshMaster.Hold hold() {
        return Objects.requireNonNull(hold);
    }

    /** Whether a failure means that the host or its key was refused, so that a retry is pointless. */
    public static boolean isDenied(Failure failure) {
        return failure.first() instanceof BackendProblem.Unavailable refused
                && SshFailures.isDenied(String.valueOf(refused.details().get("stderr")));
    }

    /**
     * Finds out why the engine does not answer although the host does.
     *
     * @return empty when no cause is found
     */
    public Optional<Failure> diagnose() {
        String socket = address().engineSocket();
        String quoted = ShellWord.quoted(socket);
        Optional<String> seen = onHost("if [ ! -e " + quoted + " ]; then echo missing; elif [ ! -w " + quoted
                + " ]; then echo denied; else echo there; fi");
        return switch (seen.map(String::strip).orElse("")) {
            case "missing" ->
                Optional.of(program.unavailable(
                        "there is no Docker engine on " + address().destination() + ": " + socket
                                + " does not exist there",
                        List.of(
                                "check that Docker runs there: " + program.command("", "docker info"),
                                "if its socket is elsewhere, name it: [backend] socket = \"/run/user/1000/docker.sock\""),
                        ""));
            case "denied" ->
                Optional.of(program.unavailable(
                        "the ssh user on " + address().host() + " may not use the socket " + socket + " there",
                        List.of("add the user to the docker group there: "
                                + program.command("-t", "'sudo usermod -aG docker $USER'")),
                        ""));
            case "there" ->
                Optional.of(program.unavailable(
                        "no Docker engine answers at the socket " + socket + " on "
                                + address().destination(),
                        List.of(
                                "check that Docker runs there: " + program.command("", "docker info"),
                                "if it does, the SSH server may forbid forwards: AllowTcpForwarding and"
                                        + " AllowStreamLocalForwarding in /etc/ssh/sshd_config there"),
                        ""));
            default -> Optional.empty();
        };
    }

    /** Returns the TCP ports that programs on that host listen on; empty when the host does not list them. */
    public Set<Integer> portsInUse() {
        return onHost("cat /proc/net/tcp /proc/net/tcp6 2>/dev/null; true").stream()
                .flatMap(String::lines)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length > STATE && columns[STATE].equals(LISTENING))
                .map(columns ->
                        Arrays.asList(columns[LOCAL_ADDRESS].split(":", -1)).getLast())
                .map(port -> Integer.parseInt(port, 16))
                .collect(Collectors.toSet());
    }

    private Optional<String> onHost(String command) {
        return program.output(connection(COMMAND_TIMEOUT), command, COMMAND_TIMEOUT);
    }

    /** Releases the connection. */
    @Override
    public synchronized void close() {
        if (hold != null) {
            hold.close();
        }
        hold = null;
        master = null;
    }
}
