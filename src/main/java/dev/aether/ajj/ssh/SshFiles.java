package dev.aether.ajj.ssh;

import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.files.StateHome;
import dev.aether.ajj.model.text.Hash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The sockets of connections, in a directory that only the user can open. Every process of the user finds a connection by
 * its address.
 */
public final class SshFiles {
    /** The path of a socket has at most 103 bytes on every system, and ssh adds 17 while it makes its own. */
    private static final int LONGEST_DIRECTORY = 65;

    private static final int DIGITS = 12;

    private final Path state;
    private final Path directory;

    /** @param state ajj's own directory for state, see {@link StateHome#aether} */
    public SshFiles(Path state) {
        this.state = state;
        Path usual = state.resolve("ssh");
        this.directory = usual.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_DIRECTORY
                ? usual
                : Path.of("/tmp/aether-" + Hash.of(usual.toString(), DIGITS));
    }

    /** Those of the user of this process. */
    public static SshFiles of(Map<String, String> environment) {
        return new SshFiles(StateHome.aether(environment));
    }

    /**
     * Makes the directory if it is missing.
     *
     * @throws dev.aether.ajj.error.Failure {@code STATE_LOCKED}, {@code STATE_CORRUPT} when it is another user's
     */
    public SshFiles prepare() {
        StateHome.prepare(state);
        StateDirectory.prepare(directory);
        return this;
    }

    /** ajj's own directory for state. */
    public Path state() {
        return state;
    }

    /** Where the process that holds forwards listens. */
    public Path forwards() {
        return directory.resolve("forwards");
    }

    /**
     * Where a connection is controlled.
     *
     * @param connection everything that decides where it leads
     */
    Path control(String connection) {
        return named(connection, ".ctl");
    }

    /** Leads to the engine on that host. */
    Path engine(String connection) {
        return named(connection, ".engine");
    }

    /** Held while a connection is made. */
    Path lock(String connection) {
        return named(connection, ".lock");
    }

    private Path named(String connection, String suffix) {
        return directory.resolve(Hash.of(connection, DIGITS) + suffix);
    }
}
