package dev.aether.ajj.testing;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A remote host in a container: sshd, and a Docker Engine of its own that shares nothing with the engine of this machine. The
 * users {@code dev}, who may use the engine, {@code guest}, who may not, and {@code root} log in with {@link #key()};
 * {@code dev} also with {@link #PASSWORD}. Each start has new host keys.
 *
 * <p>ssh takes the home directory from the user database and ignores {@code $HOME}. A configuration in a temporary home
 * directory would have no effect, and one in the real home directory is not for tests to write. So the program {@code ssh} in
 * {@link #pathDirectory()} runs the real one with {@code -F} and {@link #configFile()}. With it first on the PATH, ajj and
 * docker find the host by its {@link #alias()}, and read neither {@code ~/.ssh/config} nor the machine's own settings.
 */
public final class RemoteHost implements AutoCloseable {
    /** The password of the user {@code dev}. */
    public static final String PASSWORD = "correct horse";

    static final String IMAGE = "aether-remote:1";

    private static final String HOST = "127.0.0.1";
    private static final int SSH = 22;
    private static final int DEADLINE_SECONDS = 60;

    private final Path directory;
    private final GenericContainer<?> container;

    private RemoteHost(Path directory) {
        this.directory = directory;
        container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withExposedPorts(SSH)
                .withEnv("REMOTE_HOST_PASSWORD", PASSWORD)
                .withCreateContainerCmdModifier(RemoteHost::allowAnEngineInside)
                .waitingFor(new AbstractWaitStrategy() {
                    @Override
                    protected void waitUntilReady() {
                        remote("timeout", Integer.toString(DEADLINE_SECONDS), "remote-host", "wait");
                    }
                });
    }

    /**
     * Starts one, and waits until ssh and the engine answer. It takes 2 to 4 seconds; an image of 400 MB takes 10 to 20 more.
     *
     * @param images copied from the engine of this machine to the one inside, such as {@code busybox:1}
     */
    public static RemoteHost start(String... images) {
        RemoteHost remote;
        try {
            remote = new RemoteHost(Files.createTempDirectory("remote-host"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        try {
            remote.makeKey();
            remote.container.start();
            remote.writeSshFiles();
            remote.load(images);
            return remote;
        } catch (RuntimeException failed) {
            remote.close();
            throw failed;
        }
    }

    /** Rights that dockerd needs; all of {@code --privileged} is more than some machines can give. */
    private static void allowAnEngineInside(CreateContainerCmd command) {
        HostConfig config = Objects.requireNonNull(command.getHostConfig());
        config.withCapAdd(Capability.SYS_ADMIN, Capability.NET_ADMIN, Capability.SYS_PTRACE, Capability.MKNOD)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withCgroupnsMode("host")
                .withInit(true)
                .withBinds(Bind.parse("/sys/fs/cgroup:/sys/fs/cgroup:rw"))
                .withPortBindings(PortBinding.parse(HOST + "::" + SSH));
    }

    private void makeKey() {
        try {
            Files.createDirectory(homeWithSsh().resolve(".ssh"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Shell.succeed(
                Map.of(),
                List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "remote-host", "-f", key().toString()));
        container.withEnv("REMOTE_HOST_KEYS", read(ssh("id_ed25519.pub")));
    }

    private void writeSshFiles() {
        // Read from inside: what sshd shows could be another host's.
        String hostKeys = remote("sh", "-c", "cat /etc/ssh/ssh_host_*_key.pub");
        write(
                knownHosts(),
                hostKeys.lines()
                        .map(key -> "[%s]:%d %s%n".formatted(HOST, port(), key))
                        .collect(Collectors.joining()));
        write(configFile(), """
                Host %s
                    HostName %s
                    Port %d
                    User dev
                    IdentityFile %s
                    IdentitiesOnly yes
                    IdentityAgent none
                    UserKnownHostsFile %s
                    GlobalKnownHostsFile /dev/null
                """.formatted(alias(), HOST, port(), key(), knownHosts()));
        String program =
                Shell.succeed(Map.of(), List.of("sh", "-c", "command -v ssh")).strip();
        try {
            Files.createDirectory(pathDirectory());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Scripts.write(pathDirectory().resolve("ssh"), """
                #!/bin/sh
                exec '%s' -F '%s' "$@"
                """.formatted(program, configFile()));
    }

    private void load(String... images) {
        if (images.length > 0) {
            String save = "docker save " + String.join(" ", images);
            Shell.succeed(Map.of(), List.of("sh", "-c", save + " | docker exec -i " + id() + " docker load"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Its address, for a connection without {@link #configFile()}. */
    public String host() {
        return HOST;
    }

    /** The port of its sshd on this machine. */
    public int port() {
        return container.getMappedPort(SSH);
    }

    /** Its name in {@link #configFile()}, where the user is {@code dev}. */
    public String alias() {
        return "remote-" + port();
    }

    /** A private key that may log in, without a passphrase. */
    public Path key() {
        return ssh("id_ed25519");
    }

    /** A configuration of ssh that knows the host as {@link #alias()}. */
    public Path configFile() {
        return ssh("config");
    }

    /** The host's keys, in the form of {@code ~/.ssh/known_hosts}. A test may change the file. */
    public Path knownHosts() {
        return ssh("known_hosts");
    }

    /** A directory with these files in its {@code .ssh}, for programs that resolve {@code ~} themselves. */
    public Path homeWithSsh() {
        return directory;
    }

    /** The directory of a program {@code ssh} that uses {@link #configFile()}. */
    public Path pathDirectory() {
        return directory.resolve("bin");
    }

    /** For programs that are to find that {@code ssh}. */
    public Map<String, String> environment() {
        return Map.of("PATH", pathDirectory() + ":" + System.getenv("PATH"));
    }

    private Path ssh(String name) {
        return directory.resolve(".ssh").resolve(name);
    }

    /** The container's id on the engine of this machine. */
    public String id() {
        return container.getContainerId();
    }

    /** Runs the docker command inside, past ssh; returns its output. */
    public String docker(String... arguments) {
        return remote(
                Stream.concat(Stream.of("docker"), Arrays.stream(arguments)).toArray(String[]::new));
    }

    /** The names of ajj's containers inside, sorted; those that have stopped too. */
    public List<String> containers() {
        return docker("ps", "-a", "--filter", "label=aether.managed=true", "--format", "{{.Names}}")
                .lines()
                .sorted()
                .toList();
    }

    /** Ends every ssh connection at once. sshd accepts new ones. */
    public void cutConnections() {
        remote("remote-host", "cut_connections");
    }

    /**
     * Stops sshd; its open connections stay. Where the engine of this machine publishes ports with docker-proxy, a new
     * connection is accepted and closed at once. It is not refused.
     */
    public void stopSshd() {
        remote("remote-host", "stop_sshd");
    }

    /** Starts sshd again, with the same host keys and port. */
    public void startSshd() {
        remote("remote-host", "start_sshd");
    }

    /** Stops the engine inside, and with it its containers. ssh works on. */
    public void stopDocker() {
        remote("remote-host", "stop_docker");
    }

    /** Starts the engine inside again, and waits until it answers. */
    public void startDocker() {
        remote("remote-host", "start_docker");
    }

    /** Suspends all of its processes: connections stay open, and nothing answers. As with a lost network. */
    public void freeze() {
        Shell.succeed(Map.of(), List.of("docker", "pause", id()));
    }

    /** Resumes what {@link #freeze} has suspended. */
    public void thaw() {
        Shell.succeed(Map.of(), List.of("docker", "unpause", id()));
    }

    /** Occupies a TCP port of its loopback interface until it is closed. */
    public void listenOn(int port) {
        remote("remote-host", "listen", Integer.toString(port));
    }

    private String remote(String... command) {
        List<String> words = new ArrayList<>(List.of("docker", "exec", id()));
        words.addAll(List.of(command));
        return Shell.succeed(Map.of(), words);
    }

    /** Removes the container with everything inside it, and the files. A frozen one too. */
    @Override
    public void close() {
        container.stop();
        Shell.succeed(Map.of(), List.of("rm", "-rf", directory.toString()));
    }
}
