package dev.aether.ajj.ssh;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.ProgramRun;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.model.text.ShellWord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Runs {@code ssh}, with the user's configuration, agent, jump hosts and known hosts. ssh itself asks for a password,
 * on the terminal or with the user's askpass program.
 *
 * @param environment for ssh
 */
record SshProgram(SshAddress address, Map<String, String> environment) {
    /** For ssh to reach the host and exchange keys. Typing a password is limited only by the command's timeout. */
    private static final int CONNECT_SECONDS = 15;

    /** How long an unused connection stays open for the next command. */
    private static final int PERSIST_SECONDS = 10;

    private static final int MAX_OUTPUT = 1 << 20;

    /** Overrides of the user's configuration: no other forwards, local commands or unknown hosts. */
    private static final List<String> ALWAYS = List.of(
            "ClearAllForwardings=yes",
            "ForwardAgent=no",
            "ForwardX11=no",
            "GatewayPorts=no",
            "PermitLocalCommand=no",
            "RemoteCommand=none",
            "RequestTTY=no",
            "StrictHostKeyChecking=yes",
            "NoHostAuthenticationForLocalhost=no",
            "LogLevel=INFO",
            "ConnectTimeout=" + CONNECT_SECONDS,
            "ServerAliveInterval=5",
            "ServerAliveCountMax=3");

    /**
     * Makes a connection that ssh shares through a control socket.
     *
     * @param mayAsk whether ssh may ask for a password
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    void connect(Path control, boolean mayAsk, Duration timeout) {
        List<String> options = new ArrayList<>(List.of(
                "-f",
                "-N",
                "-o",
                "ControlMaster=yes",
                "-o",
                "ControlPath=" + quoted(control.toString()),
                "-o",
                "ControlPersist=" + PERSIST_SECONDS));
        if (!mayAsk) {
            options.addAll(List.of("-o", "BatchMode=yes"));
        }
        ProgramRun run = start(options, List.of());
        OptionalInt status = await(run, timeout);
        if (status.isEmpty()) {
            throw unavailable(
                    "ssh has not connected to " + address.destination() + " within " + Durations.words(timeout),
                    List.of("see what it waits for: " + command("-v", "true"), "allow more time with --timeout"),
                    "");
        }
        if (status.getAsInt() != 0) {
            throw SshFailures.of(this, run.messages());
        }
    }

    /** Quotes a path for an option's value, in which ssh splits at spaces and expands percent signs. */
    private static String quoted(String path) {
        return '"' + path.replace("%", "%%").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * Returns the settings that ssh uses for the address, as {@code ssh -G} prints them.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    String settings(Duration timeout) {
        ProgramRun run = start(List.of("-G"), List.of());
        OptionalInt status = await(run, timeout);
        if (status.isEmpty() || status.getAsInt() != 0) {
            throw SshFailures.of(this, run.messages());
        }
        return new String(run.output(), StandardCharsets.UTF_8);
    }

    /** Returns the control socket in the user's own settings; empty when they do not share connections to this host. */
    static Optional<Path> sharedByUser(String settings) {
        return settings.lines()
                .filter(line -> line.startsWith("controlpath /"))
                .map(line -> Path.of(line.substring("controlpath ".length())))
                .findFirst();
    }

    /** Returns what a command prints on that host, through an existing connection; empty when it fails. */
    Optional<String> output(SshMaster master, String command, Duration timeout) {
        ProgramRun run = start(
                List.of(
                        "-T",
                        "-o",
                        "ControlMaster=no",
                        "-o",
                        "ControlPath=" + quoted(master.control().toString())),
                List.of(command));
        OptionalInt status = await(run, timeout);
        return status.isPresent() && status.getAsInt() == 0 && !run.isTruncated()
                ? Optional.of(new String(run.output(), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private ProgramRun start(List<String> options, List<String> command) {
        try {
            List<String> words = new ArrayList<>(List.of(program()));
            ALWAYS.forEach(option -> words.addAll(List.of("-o", option)));
            words.addAll(options);
            words.addAll(destination());
            words.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().keySet().retainAll(environment.keySet());
            builder.environment().putAll(environment);
            return ProgramRun.start(builder, MAX_OUTPUT);
        } catch (IOException missing) {
            throw unavailable(
                    "ssh, which is needed for the engine at " + address.text() + ", cannot be started: "
                            + missing.getMessage(),
                    List.of("install it: sudo apt-get install openssh-client, or brew install openssh"),
                    "");
        }
    }

    /** Searches the PATH of {@link #environment}: Java would use that of this process. */
    private String program() throws IOException {
        return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, "ssh"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new IOException("it is not on the PATH"));
    }

    private List<String> destination() {
        List<String> words = new ArrayList<>();
        address.port().ifPresent(port -> words.addAll(List.of("-p", Integer.toString(port))));
        address.user().ifPresent(user -> words.addAll(List.of("-l", user)));
        address.key()
                .ifPresent(
                        key -> words.addAll(List.of("-o", "IdentityFile=" + quoted(key), "-o", "IdentitiesOnly=yes")));
        words.addAll(List.of("--", address.host()));
        return words;
    }

    private OptionalInt await(ProgramRun run, Duration timeout) {
        try {
            return run.await(timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("ssh " + address.destination()), interrupted);
        }
    }

    /**
     * Returns a command line for hints.
     *
     * @param option of ssh; may be empty
     * @param command for the host
     */
    String command(String option, String command) {
        return String.join(
                " ",
                Stream.of(
                                Stream.of("ssh", option),
                                address.port().stream().mapToObj(port -> "-p " + port),
                                address.key().stream().map(key -> "-i " + ShellWord.quoted(key)),
                                Stream.of(address.destination(), command))
                        .flatMap(words -> words)
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    Failure unavailable(String message, List<String> hints, String stderr) {
        Map<String, Object> details = stderr.isEmpty()
                ? Map.of("address", address.text())
                : Map.of("address", address.text(), "stderr", stderr);
        return new Failure(new BackendProblem.Unavailable(message, hints, details));
    }
}
