package dev.aether.ajj.ssh;

import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.files.StateHome;
import dev.aether.ajj.model.text.Hash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The sockets of shared connections, named after their settings, in a directory that only the user can open. */
public final class SshFiles {
    /** In bytes. A socket's path may have 103 bytes on every system, and ssh adds 17 while it creates its own. */
    private static final int LONGEST_DIRECTORY = 65;

    private static final int DIGITS = 12;

    private final Path state;
    private final Path directory;

    /** @param state ajj's directory for state, see {@link StateHome#aether} */
    public SshFiles(Path state) {
        this.state = state;
        Path usual = state.resolve("ssh");
        this.directory = usual.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_DIRECTORY
                ? usual
                : Path.of("/tmp/aether-" + Hash.of(usual.toString(), DIGITS));
    }

    /** Returns the sockets of this process's user. */
    public static SshFiles of(Map<String, String> environment) {
        return new SshFiles(StateHome.aether(environment));
    }

    /**
     * Creates the directory if it is missing.
     *
     * @throws dev.aether.ajj.error.Failure {@code STATE_LOCKED}, {@code STATE_CORRUPT} when it is another user's
     */
    public SshFiles prepare() {
        StateHome.prepare(state);
        StateDirectory.prepare(directory);
        return this;
    }

    /** Returns ajj's directory for state. */
    public Path state() {
        return state;
    }

    /** Returns the socket of the process that holds forwards. */
    public Path forwards() {
        return directory.resolve("forwards");
    }

    /**
     * Returns the control socket of a connection.
     *
     * @param connection everything that decides where the connection leads
     */
    Path control(String connection) {
        return named(connection, ".ctl");
    }

    /** Returns the socket that leads to the engine on that host. */
    Path engine(String connection) {
        return named(connection, ".engine");
    }

    /** Returns the lock that is held while a connection is made. */
    Path lock(String connection) {
        return named(connection, ".lock");
    }

    private Path named(String connection, String suffix) {
        return directory.resolve(Hash.of(connection, DIGITS) + suffix);
    }
}
