package dev.aether.ajj.jj.command;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.ProgramRun;
import dev.aether.ajj.model.text.ShellWord;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs jj and waits for it. jj gets this process's working directory, so paths in revsets and in jj's output mean what the
 * user expects; the workspace is passed with {@code -R}.
 *
 * @param executable a path, or a name that is looked up on the PATH
 * @param progress records each call with its duration
 * @param options passed to each call for a repository
 * @param process environment and working directory for jj
 * @param deadline limits every call
 */
public record JujutsuCommand(
        String executable, Progress progress, VcsOptions options, ProcessContext process, Deadline deadline) {
    private static final Set<String> CHANGES_THE_OUTPUT =
            Set.of("PAGER", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "JJ_LOG", "JJ_TRACE");
    private static final Duration UNLIMITED = Duration.ofDays(365);
    /** Exit status of timeout(1). */
    private static final int TIMED_OUT = 124;

    /** Exit statuses that stand for SIGINT and SIGTERM. */
    private static final Set<Integer> ENDED_BY_SIGNAL = Set.of(130, 143);
    /** "Error:", "Internal error:", "Config error:". */
    private static final Pattern ERROR = Pattern.compile("(?im)^(\\w+ )?error\\b");

    private static final int CANNOT_EXECUTE = 126;
    /** ENOENT in messages of the JDK: "error=2," up to JDK 24, "error: 2 (" since. */
    private static final Pattern NO_SUCH_FILE = Pattern.compile("error(=|: )2\\b");

    private static final Pattern ANSI = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]");

    /** Uses the jj on the user's PATH. */
    public JujutsuCommand(Progress progress, VcsOptions options, ProcessContext process, Deadline deadline) {
        this("jj", progress, options, process, deadline);
    }

    /** Returns the same for another program, such as git. */
    public JujutsuCommand of(String program) {
        return new JujutsuCommand(program, progress, options, process, deadline);
    }

    /** Returns the same jj, whose calls no deadline limits. */
    public JujutsuCommand unlimited() {
        return new JujutsuCommand(executable, progress, options, process, Deadline.NONE);
    }

    /**
     * Runs jj in a workspace, without colours.
     *
     * @return its stdout
     * @throws Failure {@code JJ_NOT_FOUND}; {@code JJ_FAILED} when its exit status is not 0; {@code INTERRUPTED} when this
     *     thread is interrupted or jj is stopped by a signal. The thread's interrupt flag is cleared then, so that a
     *     rollback can still run jj.
     */
    public String run(Path workspaceRoot, List<String> arguments) {
        return execute(workspaceRoot, "never", arguments).text();
    }

    /** Runs jj as {@link #run(Path, List)} does, with a value for {@code --color}. */
    public String run(Path workspaceRoot, String color, List<String> arguments) {
        return execute(workspaceRoot, color, arguments).text();
    }

    /** Runs jj as {@link #run(Path, List)} does, and forwards its warnings to the user. */
    public String runAndWarn(Path workspaceRoot, List<String> arguments) {
        JujutsuOutput output = execute(workspaceRoot, arguments);
        JujutsuWarnings.of(output.messages()).forEach(progress::warn);
        return output.text();
    }

    /** Runs jj as {@link #run(Path, List)} does, and returns all its output. */
    public JujutsuOutput execute(Path workspaceRoot, List<String> arguments) {
        return execute(workspaceRoot, "never", arguments);
    }

    private JujutsuOutput execute(Path workspaceRoot, String color, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(executable, "-R", workspaceRoot.toString()));
        command.addAll(List.of("--no-pager", "--color", color));
        // jj rejects an option that is given twice.
        options.words().stream().filter(option -> !arguments.contains(option)).forEach(command::add);
        command.addAll(arguments);
        return run(command, arguments);
    }

    /** Runs jj without a repository, and returns its stdout. Fails as {@link #run(Path, List)} does. */
    public String runGlobal(String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(List.of(arguments));
        return run(command, List.of(arguments)).text();
    }

    private JujutsuOutput run(List<String> command, List<String> arguments) {
        String typed = typed(command);
        String outcome = " (failed)";
        long start = System.nanoTime();
        try {
            JujutsuOutput output = finished(start(command), typed);
            outcome = "";
            return output;
        } finally {
            progress.record(Progress.Work.JJ, name(arguments) + outcome, start);
            progress.trace(typed + outcome, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    /** The command's name without options, such as {@code jj workspace add}. */
    private String name(List<String> arguments) {
        Stream<String> words = arguments.stream()
                .dropWhile(argument -> argument.startsWith("-"))
                .takeWhile(argument -> !argument.startsWith("-"))
                .limit(2);
        return Stream.concat(Stream.of(executable), words).collect(Collectors.joining(" "));
    }

    /** The command as a user would type it, without secrets: it is shown in traces and errors. */
    private static String typed(List<String> command) {
        return command.stream()
                .map(Secrets::redactArgument)
                .map(ShellWord::quoted)
                .collect(Collectors.joining(" "));
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

    private JujutsuOutput finished(ProgramRun jj, String typed) {
        int status = exitStatus(jj, typed);
        String stderr = ANSI.matcher(jj.messages()).replaceAll("");
        if (wasStopped(status, stderr)) {
            throw new Failure(new Problem.Interrupted(typed));
        }
        if (status != 0) {
            throw new Failure(new JjProblem.Failed(typed, status, stderr, JujutsuHints.of(stderr, typed)));
        }
        return new JujutsuOutput(jj.output(), stderr);
    }

    /** On a signal jj itself exits with 1 and without an error message; every other failure prints "Error:". */
    private static boolean wasStopped(int status, String stderr) {
        return ENDED_BY_SIGNAL.contains(status)
                || (status == 1 && !ERROR.matcher(stderr).find());
    }

    private int exitStatus(ProgramRun jj, String typed) {
        try {
            return jj.await(deadline.left(UNLIMITED))
                    .orElseThrow(() -> new Failure(new JjProblem.Failed(
                            typed,
                            TIMED_OUT,
                            "Error: it did not exit within --timeout",
                            List.of("run it to see why: " + typed, "allow more time with --timeout"))));
        } catch (InterruptedException interrupted) {
            throw new Failure(new Problem.Interrupted(typed), interrupted);
        }
    }
}
