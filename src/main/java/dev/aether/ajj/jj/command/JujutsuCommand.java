package dev.aether.ajj.jj.command;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.ProgramRun;
import dev.aether.ajj.model.variable.Secrets;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.VcsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs jj and waits for it. Its working directory is that of this process, as it would be had the user typed the command,
 * so paths in revsets and in what jj prints mean the same; the workspace is named with {@code -R}.
 */
public final class JujutsuCommand {
    private static final Set<String> CHANGES_THE_OUTPUT =
            Set.of("PAGER", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "JJ_LOG", "JJ_TRACE");
    private static final Duration UNLIMITED = Duration.ofDays(365);
    /** As timeout(1) says it. */
    private static final int NOT_ENDED = 124;

    /** What a process is said to exit with that was ended by Ctrl-C or SIGTERM. */
    private static final Set<Integer> ENDED_BY_SIGNAL = Set.of(130, 143);
    /** "Error:", "Internal error:", "Config error:". */
    private static final Pattern ERROR = Pattern.compile("(?im)^(\\w+ )?error\\b");

    private static final int CANNOT_EXECUTE = 126;
    /** As the JDK words ENOENT: "error=2," up to 24, "error: 2 (" since. */
    private static final Pattern NO_SUCH_FILE = Pattern.compile("error(=|: )2\\b");

    private static final Pattern ANSI = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]");

    private final String executable;
    private final Progress progress;
    private final VcsOptions options;
    private final Deadline deadline;
    private final ProcessContext process;

    /**
     * A jj in the context of this process.
     *
     * @param executable looked up on the PATH when it is a name
     * @param progress hears of each call with its duration
     * @param options given to each call that has to do with a repository
     * @param environment set for jj beside what this process has
     */
    public JujutsuCommand(String executable, Progress progress, VcsOptions options, Map<String, String> environment) {
        this(executable, progress, options, ProcessContext.current().with(environment), Deadline.NONE);
    }

    /**
     * A jj in another context than this process.
     *
     * @param process the environment and the working directory of jj
     * @param deadline ends every call
     */
    public JujutsuCommand(
            String executable, Progress progress, VcsOptions options, ProcessContext process, Deadline deadline) {
        this.deadline = deadline;
        this.executable = executable;
        this.options = options;
        this.progress = progress;
        this.process = process;
    }

    /**
     * Runs jj in a workspace, without colours.
     *
     * @return what it printed on stdout
     * @throws Failure {@code JJ_NOT_FOUND}; {@code JJ_FAILED} when its exit status is not 0; {@code INTERRUPTED} when this
     *     thread is interrupted or jj is ended by Ctrl-C. The thread's interrupt flag is cleared then: the failure stands
     *     for it, and what must be undone can still run jj.
     */
    public String run(Path workspaceRoot, List<String> arguments) {
        return answer(workspaceRoot, "never", arguments).text();
    }

    /** As {@link #run(Path, List)}, with jj's {@code --color}. */
    public String run(Path workspaceRoot, String color, List<String> arguments) {
        return answer(workspaceRoot, color, arguments).text();
    }

    /** As {@link #run(Path, List)}, for what changes something on the user's behalf: passes jj's warnings on. */
    public String runAndWarn(Path workspaceRoot, List<String> arguments) {
        JujutsuAnswer answer = answer(workspaceRoot, arguments);
        JujutsuWarnings.of(answer.messages()).forEach(progress::warn);
        return answer.text();
    }

    /** As {@link #run(Path, List)}, with all that jj printed. */
    public JujutsuAnswer answer(Path workspaceRoot, List<String> arguments) {
        return answer(workspaceRoot, "never", arguments);
    }

    private JujutsuAnswer answer(Path workspaceRoot, String color, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(executable, "-R", workspaceRoot.toString()));
        command.addAll(List.of("--no-pager", "--color", color));
        // jj takes none of them twice.
        options.words().stream().filter(option -> !arguments.contains(option)).forEach(command::add);
        command.addAll(arguments);
        return run(command, arguments);
    }

    /**
     * Asks the program something that has to do with no repository. Failures as those of {@link #run(Path, List)}.
     *
     * @return what it printed on stdout
     */
    public String ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(List.of(arguments));
        return run(command, List.of(arguments)).text();
    }

    private JujutsuAnswer run(List<String> command, List<String> arguments) {
        String typed = typed(command);
        String outcome = " (failed)";
        long start = System.nanoTime();
        try {
            JujutsuAnswer answer = finished(start(command), typed);
            outcome = "";
            return answer;
        } finally {
            progress.record(Progress.Work.JJ, name(arguments) + outcome, start);
            progress.trace(typed + outcome, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    /** The words of the command alone. */
    private String name(List<String> arguments) {
        Stream<String> words = arguments.stream()
                .dropWhile(argument -> argument.startsWith("-"))
                .takeWhile(argument -> !argument.startsWith("-"))
                .limit(2);
        return Stream.concat(Stream.of(executable), words).collect(Collectors.joining(" "));
    }

    /** As it could be typed, but for secrets: it stands in traces and in errors. */
    private static String typed(List<String> command) {
        return Quoting.shell(command.stream().map(Secrets::redactArgument).toList());
    }

    private ProgramRun start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        process.applyTo(builder);
        builder.environment().keySet().removeAll(CHANGES_THE_OUTPUT);
        try {
            return ProgramRun.start(builder);
        } catch (IOException impossible) {
            throw new Failure(cannotStart(command, impossible), impossible);
        }
    }

    private static Problem cannotStart(List<String> command, IOException reason) {
        String words = String.valueOf(reason.getMessage());
        return NO_SUCH_FILE.matcher(words).find()
                ? new JjProblem.NotFound()
                : new JjProblem.Failed(typed(command), CANNOT_EXECUTE, words);
    }

    private JujutsuAnswer finished(ProgramRun jj, String typed) {
        int status = exitStatus(jj, typed);
        String said = ANSI.matcher(jj.messages()).replaceAll("");
        if (wasStopped(status, said)) {
            throw new Failure(new Problem.Interrupted(typed));
        }
        if (status != 0) {
            throw new Failure(new JjProblem.Failed(typed, status, said, JujutsuHints.of(said, typed)));
        }
        return new JujutsuAnswer(jj.output(), said);
    }

    /** Told to end by a signal, jj itself exits with 1 and says nothing; every failure begins with "Error:". */
    private static boolean wasStopped(int status, String said) {
        return ENDED_BY_SIGNAL.contains(status)
                || (status == 1 && !ERROR.matcher(said).find());
    }

    private int exitStatus(ProgramRun jj, String typed) {
        try {
            return jj.await(deadline.left(UNLIMITED))
                    .orElseThrow(() -> new Failure(new JjProblem.Failed(
                            typed,
                            NOT_ENDED,
                            "Error: it did not end within --timeout",
                            List.of("see what it waits for: " + typed, "allow more time with --timeout"))));
        } catch (InterruptedException interrupted) {
            throw new Failure(new Problem.Interrupted(typed), interrupted);
        }
    }
}
