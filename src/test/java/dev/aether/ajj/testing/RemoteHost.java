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
 * A remote host in a container, with sshd and its own Docker Engine. The users {@code dev}, who may use the engine,
 * {@code guest}, who may not, and {@code root} log in with {@link #key()}; {@code dev} also with {@link #PASSWORD}.
 * Each start creates new host keys.
 *
 * <p>ssh ignores {@code $HOME}, and tests must not write to the real home directory. So the program {@code ssh} in
 * {@link #pathDirectory()} runs the real one with {@code -F} and {@link #configFile()}. With it first on the PATH, ajj
 * and docker find the host by its {@link #alias()}, and read neither {@code ~/.ssh/config} nor the machine's own
 * settings.
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
     * Starts a host, and waits until ssh and the engine answer. This takes 2 to 4 seconds; an image of 400 MB takes 10
     * to 20 more.
     *
     * @param images copied from this machine's engine to the host's, such as {@code busybox:1}
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

    /** Grants the rights that dockerd needs. Some machines cannot grant all of {@code --privileged}. */
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
        // Read inside the container: the keys that sshd shows could be another host's.
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

    /** Returns its address, for connections without {@link #configFile()}. */
    public String host() {
        return HOST;
    }

    /** Returns the port of its sshd on this machine. */
    public int port() {
        return container.getMappedPort(SSH);
    }

    /** Returns its name in {@link #configFile()}, where the user is {@code dev}. */
    public String alias() {
        return "remote-" + port();
    }

    /** Returns a private key that may log in, without a passphrase. */
    public Path key() {
        return ssh("id_ed25519");
    }

    /** Returns an ssh configuration that contains the host as {@link #alias()}. */
    public Path configFile() {
        return ssh("config");
    }

    /** Returns the file of host keys, in the format of {@code ~/.ssh/known_hosts}. A test may change it. */
    public Path knownHosts() {
        return ssh("known_hosts");
    }

    /** Returns a home directory with these files in {@code .ssh}, for programs that resolve {@code ~} themselves. */
    public Path homeWithSsh() {
        return directory;
    }

    /** Returns the directory of an {@code ssh} that uses {@link #configFile()}. */
    public Path pathDirectory() {
        return directory.resolve("bin");
    }

    /** Returns an environment whose PATH contains that {@code ssh}. */
    public Map<String, String> environment() {
        return Map.of("PATH", pathDirectory() + ":" + System.getenv("PATH"));
    }

    private Path ssh(String name) {
        return directory.resolve(".ssh").resolve(name);
    }

    /** Returns the container's id on this machine's engine. */
    public String id() {
        return container.getContainerId();
    }

    /** Runs docker inside, without ssh. Returns its output. */
    public String docker(String... arguments) {
        return remote(
                Stream.concat(Stream.of("docker"), Arrays.stream(arguments)).toArray(String[]::new));
    }

    /** Returns the sorted names of ajj's containers inside, running or not. */
    public List<String> containers() {
        return docker("ps", "-a", "--filter", "label=aether.managed=true", "--format", "{{.Names}}")
                .lines()
                .sorted()
                .toList();
    }

    /** Closes all ssh connections. sshd accepts new ones. */
    public void cutConnections() {
        remote("remote-host", "cut_connections");
    }

    /**
     * Stops sshd; its open connections stay. If this machine's engine publishes ports with docker-proxy, a new
     * connection is accepted and then closed, instead of refused.
     */
    public void stopSshd() {
        remote("remote-host", "stop_sshd");
    }

    /** Starts sshd again, with the same host keys and port. */
    public void startSshd() {
        remote("remote-host", "start_sshd");
    }

    /** Stops the engine inside and its containers. ssh keeps working. */
    public void stopDocker() {
        remote("remote-host", "stop_docker");
    }

    /** Starts the engine inside again, and waits until it answers. */
    public void startDocker() {
        remote("remote-host", "start_docker");
    }

    /** Suspends all of its processes: connections stay open without an answer, as with a lost network. */
    public void freeze() {
        Shell.succeed(Map.of(), List.of("docker", "pause", id()));
    }

    /** Resumes the processes that {@link #freeze} suspended. */
    public void thaw() {
        Shell.succeed(Map.of(), List.of("docker", "unpause", id()));
    }

    /** Occupies a TCP port of its loopback interface until the host is closed. */
    public void listenOn(int port) {
        remote("remote-host", "listen", Integer.toString(port));
    }

    private String remote(String... command) {
        List<String> words = new ArrayList<>(List.of("docker", "exec", id()));
        words.addAll(List.of(command));
        return Shell.succeed(Map.of(), words);
    }

    /** Removes the container, frozen or not, and the files. */
    @Override
    public void close() {
        container.stop();
        Shell.succeed(Map.of(), List.of("rm", "-rf", directory.toString()));
    }
}
