package dev.aether.ajj.compose;

import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.ProgramRun;
import dev.aether.ajj.model.text.SourcePosition;
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

/** Runs Docker Compose, which reads compose files, and returns the model that it makes of them. */
final class ComposeProgram {
    /** The plugin, Compose as a program of its own, and what Podman uses for it. */
    private static final List<List<String>> PROGRAMS =
            List.of(List.of("docker", "compose"), List.of("docker-compose"), List.of("podman", "compose"));

    private static final String REFUSED = "Docker Compose cannot read this: ";
    private static final String AS_WRITTEN = "--no-interpolate";

    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);
    private static final Duration LONGEST_BUILD = Duration.ofHours(1);

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})");
    /** The first version that prints the whole model as JSON. */
    private static final int LEAST_MAJOR = 2;

    private static final int LEAST_MINOR = 20;
    private static final Pattern UNSET = Pattern.compile("The \\\\?\"([^\"\\\\]+)\\\\?\" variable is not set");
    private static final Pattern LINE = Pattern.compile("\\bline (\\d{1,7})\\b");
    private static final Pattern SERVICE_PATH = Pattern.compile("\\bservices\\.([\\w-]+)\\.(\\w+)");
    private static final Pattern SERVICE = Pattern.compile("\\bservice \"([\\w.-]+)\"");
    /** A line of a file of variables. */
    private static final Pattern QUOTED_LINE = Pattern.compile(
            "(?s)(\\bnear|\\bunterminated quoted value|\\bvariable name) (?:\"(?:[^\"\\\\]|\\\\.)*\"|.*)");

    /** Shows the beginning of a value, and a compose file may be a link to any file of the user. */
    private static final Pattern QUOTED_VALUE = Pattern.compile("(?s)(\\bcannot unmarshal !!\\w+) `.*?`(?= into )");

    private static final Pattern NO_MAPPING = Pattern.compile(
            "(?s)yaml: unmarshal errors:\\s*line (\\d+): cannot unmarshal !!\\w+(?: `.*?`)? into cli\\.named");

    private static final Pattern LOG_LINE = Pattern.compile("(?m)^time=.* level=\\w+ msg=.*\\R?");

    /** In bytes: a large project has some hundred kilobytes. */
    private static final int MOST_OUTPUT = 32 << 20;

    private static final int MOST_MEMORY_GIB = 2;
    /** Files with aliases of aliases, or that name a device, take all memory of the machine. Not every system has such limits. */
    private static final List<String> LIMITED =
            List.of("/bin/sh", "-c", "ulimit -d " + (MOST_MEMORY_GIB << 20) + " 2>/dev/null || :; exec \"$@\"", "sh");

    private static final String LARGE =
            "look for an include or extends that leads to a device or a large file, and for aliases (*name) that multiply";
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("(?m)^(?:fatal error|runtime): .*out of memory");

    private final ProcessContext process;
    private final Deadline deadline;

    /** @param deadline ends every run */
    ComposeProgram(ProcessContext process, Deadline deadline) {
        this.process = process;
        this.deadline = deadline;
    }

    /**
     * Reads compose files.
     *
     * @param files absolute, at least one; later ones override earlier ones
     * @param services to include, with those that they depend on; empty: all
     * @param variables files that give values to variables; later ones override earlier ones
     * @throws Failure {@code CONFIG_INVALID} for what Compose refuses, and when there is no Compose
     */
    ComposeModel read(List<Path> files, List<String> services, List<String> profiles, List<Path> variables) {
        return read(files, files.getFirst().resolveSibling(""), services, profiles, variables);
    }

    /**
     * As {@link #read}, of files elsewhere.
     *
     * @param directory where relative paths in the files start
     */
    ComposeModel read(
            List<Path> files, Path directory, List<String> services, List<String> profiles, List<Path> variables) {
        Path first = files.getFirst();
        List<String> command = new ArrayList<>(program(first));
        files.forEach(file -> command.addAll(List.of("-f", file.toString())));
        variables.forEach(file -> command.addAll(List.of("--env-file", file.toString())));
        profiles.forEach(profile -> command.addAll(List.of("--profile", profile)));
        command.addAll(List.of("--project-directory", directory.toString(), "config", "--format=json"));
        command.addAll(services);
        return model(command, files);
    }

    /**
     * As {@link #read}, with the paths of {@code env_file} in place of the variables in these files, and variables as they are
     * written where Compose accepts that: it refuses them at a few keys, such as {@code ulimits}.
     *
     * @return empty when this version of Compose cannot do it
     */
    Optional<ComposeModel> readWithoutVariableFiles(
            List<Path> files, List<String> services, List<String> profiles, List<Path> variables) {
        List<String> all = new ArrayList<>(List.of("--no-env-resolution", AS_WRITTEN));
        all.addAll(services);
        try {
            return Optional.of(read(files, all, profiles, variables));
        } catch (Failure refused) {
            String said = refused.first().message();
            if (said.contains("unknown flag")) {
                return Optional.empty();
            }
            if (!said.startsWith(REFUSED)) {
                throw refused;
            }
            all.remove(AS_WRITTEN);
            return Optional.of(read(files, all, profiles, variables));
        }
    }

    /**
     * Builds the image of a service.
     *
     * @param file declares this service alone
     * @param context directory that it is built from
     * @param engine address of the engine that gets the image
     * @return what was printed when it could not be built; empty when it was
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
        // All values are in the file; of the context's files, links could lead anywhere.
        environment.remove("COMPOSE_ENV_FILES");
        environment.put("COMPOSE_DISABLE_ENV_FILE", "true");
        // Else the builder runs git in the context, which a committed repository makes run programs.
        environment.put("BUILDX_GIT_INFO", "false");
        environment.put("BUILDX_GIT_LABELS", "false");
        Optional<Answer> answer = run(List.of(), command, context, environment, LONGEST_BUILD);
        if (answer.isEmpty()) {
            return Optional.of("Docker Compose did not start");
        }
        OptionalInt status = answer.get().status();
        if (status.isEmpty()) {
            return Optional.of("the build did not end in time");
        }
        return status.getAsInt() == 0
                ? Optional.empty()
                : Optional.of(LOG_LINE.matcher(
                                answer.get().output() + "\n" + answer.get().messages())
                        .replaceAll(""));
    }

    private ComposeModel model(List<String> command, List<Path> files) {
        Path first = files.getFirst();
        Answer answer = run(command, first)
                .orElseThrow(() -> invalid(first, "Docker Compose did not start", "see why: " + command.getFirst()));
        if (answer.status().orElse(-1) != 0 || answer.cut()) {
            throw refused(files, answer);
        }
        Set<String> unset = unset(answer.messages());
        Optional<ComposeModel> model = command.contains(AS_WRITTEN)
                ? ComposeModel.parseAsWritten(answer.output(), unset)
                : ComposeModel.parse(answer.output(), unset);
        return model.orElseThrow(
                () -> invalid(first, "Docker Compose printed something else than a model", "update Docker Compose"));
    }

    private record Answer(OptionalInt status, String output, String messages, boolean cut) {}

    /** The first program that is there and new enough. */
    private List<String> program(Path file) {
        List<String> tooOld = new ArrayList<>();
        for (List<String> program : PROGRAMS) {
            Optional<String> version = version(program, file);
            if (version.filter(ComposeProgram::isNewEnough).isPresent()) {
                return program;
            }
            version.ifPresent(found -> tooOld.add(String.join(" ", program) + " " + found));
        }
        String found = tooOld.isEmpty() ? "" : ", found " + String.join(", ", tooOld);
        throw new Failure(new ConfigProblem.Invalid(
                start(file),
                "Docker Compose " + LEAST_MAJOR + "." + LEAST_MINOR + " or newer is needed to read "
                        + file.getFileName() + found,
                List.of(
                        "install it: https://docs.docker.com/compose/install",
                        "on Debian or Ubuntu with Docker's packages: sudo apt-get install docker-compose-plugin")));
    }

    /** Empty when the program is not there, or is no Compose. */
    private Optional<String> version(List<String> program, Path file) {
        if (onPath(program.getFirst()).isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("version", "--short"));
        Optional<Answer> answer = run(command, file);
        if (answer.isPresent() && answer.get().status().isEmpty()) {
            throw refused(List.of(file), answer.get());
        }
        return answer.filter(found -> found.status().orElse(-1) == 0)
                .map(found -> found.output().strip());
    }

    /** The file of a program; empty when no directory of the {@code PATH} has it. */
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
        return major > LEAST_MAJOR || (major == LEAST_MAJOR && Integer.parseInt(numbers.group(2)) >= LEAST_MINOR);
    }

    /** A run beside a file that reads and changes nothing, with limits. */
    private Optional<Answer> run(List<String> command, Path file) {
        Map<String, String> environment = ComposeEnvironment.of(process.environment());
        return run(LIMITED, command, file.resolveSibling(""), environment, LONGEST_RUN);
    }

    /**
     * Empty when the program cannot be started.
     *
     * @param through a program that starts it
     */
    private Optional<Answer> run(
            List<String> through,
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Duration longest) {
        List<String> resolved = new ArrayList<>(through);
        resolved.addAll(command);
        onPath(command.getFirst()).ifPresent(program -> resolved.set(through.size(), program));
        ProcessBuilder builder = new ProcessBuilder(resolved);
        builder.directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            ProgramRun run = ProgramRun.start(builder, MOST_OUTPUT);
            OptionalInt status = run.await(deadline.left(longest));
            String output = new String(run.output(), StandardCharsets.UTF_8);
            return Optional.of(new Answer(status, output, run.messages(), run.isTruncated()));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new Failure(new Problem.Interrupted(String.join(" ", command)), interrupted);
        }
    }

    private static Failure refused(List<Path> files, Answer answer) {
        Path first = files.getFirst();
        if (answer.status().isEmpty()) {
            return invalid(first, "Docker Compose did not end in time", "allow more time with --timeout", LARGE);
        }
        if (answer.cut()) {
            return invalid(first, "Docker Compose prints more than " + (MOST_OUTPUT >> 20) + " MiB for this", LARGE);
        }
        if (OUT_OF_MEMORY.matcher(answer.messages()).find()) {
            return invalid(
                    first, "Docker Compose needs more than " + MOST_MEMORY_GIB + " GiB of memory for this", LARGE);
        }
        String said = LOG_LINE.matcher(answer.messages())
                .replaceAll("")
                .strip()
                .replaceFirst(": invalid compose project$", "");
        said = QUOTED_LINE.matcher(said).replaceAll("$1 ******");
        said = NO_MAPPING
                .matcher(said)
                .replaceAll("line $1: this is no compose file, which is a mapping such as `services: ...`");
        said = QUOTED_VALUE.matcher(said).replaceAll("$1");
        String message =
                said.isEmpty() ? "it failed with status " + answer.status().getAsInt() : said;
        return new Failure(new ConfigProblem.Invalid(
                position(files, said),
                REFUSED + message.lines().collect(Collectors.joining("; ")),
                List.of("see what a compose file may hold: https://docs.docker.com/reference/compose-file")));
    }

    /** The line, or the service and its key, that a message of Compose names. */
    private static SourcePosition position(List<Path> files, String message) {
        Matcher line = LINE.matcher(message);
        if (line.find()) {
            return new SourcePosition(files.getFirst(), Math.max(1, Integer.parseInt(line.group(1))), 1);
        }
        ComposeLines lines = new ComposeLines(files);
        Matcher path = SERVICE_PATH.matcher(message);
        if (path.find()) {
            return lines.of(path.group(1), path.group(2));
        }
        Matcher service = SERVICE.matcher(message);
        return service.find() ? lines.of(service.group(1)) : lines.start();
    }

    private static Set<String> unset(String messages) {
        return UNSET.matcher(messages)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Failure invalid(Path file, String message, String... hints) {
        return new Failure(new ConfigProblem.Invalid(start(file), message, List.of(hints)));
    }

    private static SourcePosition start(Path file) {
        return new SourcePosition(file, 1, 1);
    }
}
