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
 * A way to an engine on another machine, shared by all processes of the user: the first one that needs it makes it, and it
 * ends by itself when nothing holds it any more. Thread-safe.
 */
public final class SshTunnel implements AutoCloseable {
    /** For questions to the host through a connection that is there. */
    private static final Duration QUESTION = Duration.ofSeconds(10);

    /** State and port of a socket, as Linux lists them: the local address and 0A for one that listens. */
    private static final String LISTENING = "0A";

    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;

    private final SshProgram program;
    private final SshFiles files;
    private final boolean mayAsk;
    /** Decides which connection it is; empty until it was asked for. */
    private String settings = "";

    private @Nullable SshMaster master;
    private SshMaster.@Nullable Hold hold;

    /**
     * A way that is not opened yet.
     *
     * @param environment for ssh
     * @param mayAsk whether ssh may ask for a password
     */
    public SshTunnel(SshAddress address, SshFiles files, Map<String, String> environment, boolean mayAsk) {
        this.program = new SshProgram(address, environment);
        this.files = files;
        this.mayAsk = mayAsk;
    }

    /** Where the engine is. */
    public SshAddress address() {
        return program.address();
    }

    /**
     * The socket of this machine that leads to the engine. Connects if that was not done yet, or the connection was lost.
     *
     * @param limit for all of it
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public synchronized Path engine(Duration limit) {
        SshMaster connected = connection(limit);
        Path here = files.engine(settings);
        if (!accepts(here)) {
            locked(limit, () -> {
                if (!accepts(here)) {
                    renew(connected, here);
                }
            });
        }
        return here;
    }

    private void renew(SshMaster connected, Path here) {
        try {
            connected.cancel(here, address().engineSocket());
            Files.deleteIfExists(here);
            connected.forward(here, address().engineSocket());
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
     * The connection itself, alive as long as this is not closed.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public synchronized SshMaster connection(Duration limit) {
        if (master != null && hold != null && hold.isAlive()) {
            return master;
        }
        SshTrouble.checkKey(program);
        files.prepare();
        // One that was made before the user's configuration changed may lead to another machine.
        settings = address().text() + "\n" + program.settings(limit);
        Path control = files.control(settings);
        Optional<SshMaster> alive = SshMaster.at(control);
        if (alive.isEmpty() || !holds(alive.get())) {
            locked(limit, () -> {
                if (!SshMaster.at(control).filter(this::holds).isPresent()) {
                    connect(control, limit);
                }
            });
        }
        return Objects.requireNonNull(master);
    }

    /** A connection that the user has made, and shares, is used like one of our own: another one may take a second factor. */
    private void connect(Path control, Duration limit) {
        if (SshProgram.sharedByUser(settings)
                .flatMap(SshMaster::at)
                .filter(this::holds)
                .isPresent()) {
            return;
        }
        try {
            Files.deleteIfExists(control);
            program.connect(control, mayAsk, limit);
            if (!holds(new SshMaster(control))) {
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

    private boolean holds(SshMaster alive) {
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
     * Has a port of this machine lead to the same one there, for as long as the connection lives.
     *
     * @return whether it does; not when another program on this machine uses it
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public boolean forward(int port, Duration limit) {
        try {
            connection(limit).forward(port);
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
    public void cancel(int port, Duration limit) {
        try {
            connection(limit).cancel(port);
        } catch (IOException lost) {
            // its forwards are gone with it
        }
    }

    private void locked(Duration limit, Runnable work) {
        try {
            new LockedFile(files.lock(settings), limit).holding(work);
        } catch (Failure failure) {
            if (failure.first() instanceof StateProblem.Locked) {
                throw program.unavailable(
                        "another command has been connecting to " + address().destination() + " for "
                                + Durations.words(limit),
                        List.of("see whether the host answers: " + program.command("", "true")),
                        "");
            }
            throw failure;
        }
    }

    /** Keeps the connection until {@link #close}; it can be waited on. */
    public synchronized SshMaster.Hold hold() {
        return Objects.requireNonNull(hold);
    }

    /** Whether a failure says that the host has answered and does not let the user in: another try changes nothing. */
    public static boolean isDenied(Failure failure) {
        return failure.first() instanceof BackendProblem.Unavailable refused
                && SshTrouble.isDenied(String.valueOf(refused.details().get("stderr")));
    }

    /**
     * Why the engine cannot be asked although the host is reached.
     *
     * @return empty when nothing wrong is found
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
                                "see whether Docker runs there: " + program.command("", "docker info"),
                                "if its socket is elsewhere, name it: [backend] socket = \"/run/user/1000/docker.sock\""),
                        ""));
            case "denied" ->
                Optional.of(program.unavailable(
                        "the user that ssh logs in as on " + address().host() + " may not use " + socket + " there",
                        List.of("add the user to the docker group there: "
                                + program.command("-t", "'sudo usermod -aG docker $USER'")),
                        ""));
            case "there" ->
                Optional.of(program.unavailable(
                        "no Docker engine answers behind " + socket + " on "
                                + address().destination(),
                        List.of(
                                "see whether Docker runs there: " + program.command("", "docker info"),
                                "if it does, the SSH server may forbid forwards: AllowTcpForwarding and"
                                        + " AllowStreamLocalForwarding in /etc/ssh/sshd_config there"),
                        ""));
            default -> Optional.empty();
        };
    }

    /** The TCP ports that programs on that host listen on; empty where the host does not list them. */
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
        return program.output(connection(QUESTION), command, QUESTION);
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
