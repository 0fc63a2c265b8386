package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.ProgramRun;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs Docker Compose to read compose files and to build images. */
final class ComposeProgram {
    /** The plugin, the standalone program, and Podman's wrapper. */
    private static final List<List<String>> PROGRAMS =
            List.of(List.of("docker", "compose"), List.of("docker-compose"), List.of("podman", "compose"));

    /** Where Docker looks for plugins, in addition to the user's directory. */
    private static final List<String> PLUGINS = List.of(
            "/usr/local/lib/docker/cli-plugins",
            "/usr/local/libexec/docker/cli-plugins",
            "/usr/lib/docker/cli-plugins",
            "/usr/libexec/docker/cli-plugins");

    private static final Duration READ_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration BUILD_TIMEOUT = Duration.ofHours(1);

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})");
    /** The first version with {@code include}. */
    private static final int LOWEST_MAJOR = 2;

    private static final int LOWEST_MINOR = 20;
    private static final Pattern UNSET = Pattern.compile("The \\\\?\"([^\"\\\\]+)\\\\?\" variable is not set");
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*+\\\\u0000");

    private static final Pattern LOG_LINE = Pattern.compile("(?m)^time=.* level=\\w+ msg=.*\\R?");

    /** In bytes; the model of a large project has some hundred kilobytes. */
    private static final int MAX_OUTPUT = 32 << 20;

    private static final int MAX_MEMORY_GIB = 2;
    private static final int NOT_STARTED = 127;
    /** Limits memory where the system supports it: nested aliases, or a device as a file, would exhaust it. */
    private static final List<String> LIMITED =
            List.of("/bin/sh", "-c", "ulimit -d " + (MAX_MEMORY_GIB << 20) + " 2>/dev/null || :; exec \"$@\"", "sh");

    private static final String LARGE =
            "check include and extends for a device or a large file, and aliases (*name) for exponential growth";
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("(?m)^(?:fatal error|runtime): .*out of memory");

    private final ProcessContext process;
    private final Deadline deadline;
    private List<String> program = List.of();

    /** @param deadline limits every run */
    ComposeProgram(ProcessContext process, Deadline deadline) {
        this.process = process;
        this.deadline = deadline;
    }

    /**
     * The output of a run that read compose files.
     *
     * @param unset variables in the files that are not set
     */
    record Printed(ObjectNode json, Set<String> unset) {}

    /**
     * Reads compose files.
     *
     * @param more compose files that override those of the inputs
     * @param envFiles with values for variables; later ones override earlier ones
     * @param environment variables in addition to the user's
     * @throws Failure {@code CONFIG_INVALID} when Compose reports an error or is not installed
     */
    Printed read(ComposeInputs inputs, List<Path> more, List<Path> envFiles, Map<String, String> environment) {
        Request request = inputs.request();
        Path first = request.files().getFirst();
        List<String> command = new ArrayList<>(program(first));
        InputFiles files = inputs.files();
        Stream.concat(request.files().stream().map(files::forCompose), more.stream())
                .forEach(file -> command.addAll(List.of("-f", file.toString())));
        envFiles.forEach(file -> command.addAll(List.of("--env-file", file.toString())));
        Path directory = files.forCompose(request.directory());
        request.profiles().forEach(profile -> command.addAll(List.of("--profile", profile)));
        command.addAll(List.of("--project-directory", directory.toString(), "config", "--format=json"));
        command.addAll(request.services());
        Map<String, String> all = ComposeEnvironment.of(process.environment());
        all.putAll(environment);
        Result printed = run(LIMITED, command, directory, all, READ_TIMEOUT);
        Result result = new Result(
                printed.status(),
                files.mirror().withOriginals(printed.output()),
                files.mirror().withOriginals(printed.messages()),
                printed.cut());
        if (result.status().orElse(-1) != 0 || result.cut()) {
            throw refused(inputs, result);
        }
        if (NUL.matcher(result.output()).find()) {
            throw invalid(first, "a value contains a NUL character", "remove it, such as \\0 in a text in quotes");
        }
        return ComposeModel.parse(result.output())
                .map(json -> new Printed(json, unset(result)))
                .orElseThrow(() -> invalid(first, "Docker Compose did not print a model", "update Docker Compose"));
    }

    /** Returns a text that changes when a program that could be Compose is updated. */
    String installed() {
        String config = process.environment()
                .getOrDefault("DOCKER_CONFIG", process.environment().getOrDefault("HOME", "") + "/.docker");
        Stream<String> plugins = Stream.concat(Stream.of(config + "/cli-plugins"), PLUGINS.stream())
                .map(directory -> directory + "/docker-compose");
        return Stream.concat(PROGRAMS.stream().flatMap(program -> onPath(program.getFirst()).stream()), plugins)
                .map(File::new)
                .map(file -> file + " " + file.length() + " " + file.lastModified() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Builds the image of a service.
     *
     * @param file declares only this service
     * @param context the directory to build from
     * @param engine address of the engine that gets the image
     * @return the output of a failed build; empty on success
     */
    Optional<String> build(String service, Path file, Path context, String engine) {
        List<String> command = new ArrayList<>(program(file));
        command.addAll(List.of(
                "--progress=plain",
                "-f",
                file.toString(),
                "--project-directory",
                context.toString(),
                "build",
                service));
        Map<String, String> environment = ComposeEnvironment.of(process.environment());
        if (engine.startsWith("unix:")) {
            environment.remove("DOCKER_CONTEXT");
            environment.put("DOCKER_HOST", engine);
        }
        // Otherwise the builder runs git in the context, where a committed repository could make git run programs.
        environment.put("BUILDX_GIT_INFO", "false");
        environment.put("BUILDX_GIT_LABELS", "false");
        Result result = run(List.of(), command, context, environment, BUILD_TIMEOUT);
        if (result.status().isEmpty()) {
            return Optional.of("the build did not finish in time");
        }
        String printed =
                LOG_LINE.matcher(result.output() + "\n" + result.messages()).replaceAll("");
        return Optional.of(printed).filter(_ -> result.status().getAsInt() != 0);
    }

    /** The result of a run. The status is empty after a timeout; {@code cut} means that the output was too long. */
    private record Result(OptionalInt status, String output, String messages, boolean cut) {}

    /** Returns the first program that is new enough, which is determined once. */
    private List<String> program(Path file) {
        if (!program.isEmpty()) {
            return program;
        }
        List<String> tooOld = new ArrayList<>();
        for (List<String> candidate : PROGRAMS) {
            Optional<String> version = version(candidate, file);
            if (version.filter(ComposeProgram::isNewEnough).isPresent()) {
                program = candidate;
                return program;
            }
            version.ifPresent(found -> tooOld.add(String.join(" ", candidate) + " " + found));
        }
        String found = tooOld.isEmpty() ? "" : ", found " + String.join(", ", tooOld);
        throw new Failure(new ConfigProblem.Invalid(
                start(file),
                "Docker Compose " + LOWEST_MAJOR + "." + LOWEST_MINOR + " or newer is needed to read "
                        + file.getFileName() + found,
                List.of(
                        "install it: https://docs.docker.com/compose/install",
                        "on Debian or Ubuntu with Docker's packages: sudo apt-get install docker-compose-plugin")));
    }

    /** Returns the version; empty when the program is not installed, or is not Compose. */
    private Optional<String> version(List<String> candidate, Path file) {
        if (onPath(candidate.getFirst()).isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(candidate);
        command.addAll(List.of("version", "--short"));
        Map<String, String> environment = ComposeEnvironment.of(process.environment());
        Result result = run(LIMITED, command, file.resolveSibling(""), environment, READ_TIMEOUT);
        if (result.status().isEmpty()) {
            throw late(file);
        }
        return Optional.of(result.output().strip()).filter(_ -> result.status().getAsInt() == 0);
    }

    private Optional<String> onPath(String program) {
        return Arrays.stream(process.environment().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> new File(directory, program))
                .filter(file -> file.isFile() && file.canExecute())
                .map(File::getAbsolutePath)
                .findFirst();
    }

    private static boolean isNewEnough(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.find()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major > LOWEST_MAJOR || (major == LOWEST_MAJOR && Integer.parseInt(numbers.group(2)) >= LOWEST_MINOR);
    }

    /** @param launcher a program that starts the command; may be empty */
    private Result run(
            List<String> launcher,
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Duration timeout) {
        List<String> resolved = new ArrayList<>(launcher);
        resolved.addAll(command);
        onPath(command.getFirst()).ifPresent(program -> resolved.set(launcher.size(), program));
        ProcessBuilder builder = new ProcessBuilder(resolved);
        builder.directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            ProgramRun run = ProgramRun.start(builder, MAX_OUTPUT);
            OptionalInt status = run.await(deadline.left(timeout));
            String output = new String(run.output(), StandardCharsets.UTF_8);
            return new Result(status, output, run.messages(), run.isTruncated());
        } catch (IOException unstartable) {
            return new Result(OptionalInt.of(NOT_STARTED), "", String.valueOf(unstartable.getMessage()), false);
        } catch (InterruptedException interrupted) {
            throw new Failure(new Problem.Interrupted(String.join(" ", command)), interrupted);
        }
    }

    private static Set<String> unset(Result result) {
        return UNSET.matcher(result.messages())
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Failure late(Path file) {
        return invalid(file, "Docker Compose did not finish in time", "allow more time with --timeout", LARGE);
    }

    private static Failure refused(ComposeInputs inputs, Result result) {
        Path first = inputs.request().files().getFirst();
        if (result.status().isEmpty()) {
            return late(first);
        }
        if (result.cut()) {
            return invalid(
                    first, "Docker Compose prints more than " + (MAX_OUTPUT >> 20) + " MiB for this file", LARGE);
        }
        if (OUT_OF_MEMORY.matcher(result.messages()).find()) {
            return invalid(
                    first, "Docker Compose needs more than " + MAX_MEMORY_GIB + " GiB of memory for this file", LARGE);
        }
        String error = LOG_LINE.matcher(result.messages()).replaceAll("");
        return new Failure(new ComposeRefusal(inputs, error)
                .problem(unset(result), result.status().getAsInt()));
    }

    private static Failure invalid(Path file, String message, String... hints) {
        return new Failure(new ConfigProblem.Invalid(start(file), message, List.of(hints)));
    }

    private static SourcePosition start(Path file) {
        return new SourcePosition(file, 1, 1);
    }
}
