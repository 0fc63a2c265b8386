package dev.aether.ajj;

import dev.aether.ajj.cli.AjjApplication;
import dev.aether.ajj.cli.CommandWords;
import dev.aether.ajj.cli.UnknownWords;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.forward.ForwardProcess;
import dev.aether.ajj.model.variable.VariableChanges;
import dev.aether.ajj.spi.machine.Handover.CannotStart;
import dev.aether.ajj.system.posix.Posix;
import dev.aether.ajj.system.posix.Signals;
import dev.aether.ajj.system.process.InheritedDescriptors;
import dev.aether.ajj.system.process.Isolation;
import dev.aether.ajj.system.process.JjCommands;
import dev.aether.ajj.system.process.ProcessHandover;
import dev.aether.ajj.system.signal.SignalGuard;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.context.Dependent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graalvm.nativeimage.VMRuntime;
import org.jspecify.annotations.Nullable;

/** Starts ajj: becomes jj when the command is jj's, and runs ajj's own command otherwise. */
@QuarkusMain
public final class Main {
    private static final Set<String> VERSION = Set.of("-V", "--version");
    private static final List<String> DUMPING = List.of("USR1", "QUIT");

    private Main() {}

    /** Decides before Quarkus is started, so that jj's commands cost next to nothing and arrive as they were typed. */
    public static void main(String... arguments) {
        if (!hasDirectory()) {
            report(new Problem.Usage(
                    "the current directory does not exist any more", List.of("change to one that exists: cd /")));
            exit(ExitStatus.FAILED);
            return;
        }
        if (arguments.length == 2 && ForwardProcess.OPTION.equals(arguments[0])) {
            if (!ForwardProcess.hasSession(System.getenv())) {
                new Posix().beginSession();
            }
            exit(ForwardProcess.run(Path.of(arguments[1]), System.getenv()));
            return;
        }
        InheritedDescriptors.capture();
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            exit(AjjApplication.printVersion());
            return;
        }
        if (arguments.length == 0) {
            start(isInRepository() ? "list" : "--help");
            return;
        }
        if (CommandWords.areForJj(Arrays.asList(arguments))) {
            exit(becomeJj(arguments));
            return;
        }
        start(arguments);
    }

    /** A native image has no working directory when that was deleted: every path would throw this error. */
    private static boolean hasDirectory() {
        try {
            return System.getProperty("user.dir") != null;
        } catch (Error deleted) {
            return false;
        }
    }

    /** Whether there is something to list. The launcher script looks in the same way. */
    private static boolean isInRepository() {
        @Nullable Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isDirectory(directory.resolve(".jj"))) {
            directory = directory.getParent();
        }
        return directory != null;
    }

    private static void start(String... arguments) {
        if ("runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            // Left undone by -H:-ParseRuntimeOptions, without which the image would swallow -D and -X of `ajj run`.
            VMRuntime.initialize();
            // Or it would write its memory, passwords included, to the current directory, and stacks to stdout.
            DUMPING.forEach(Signals::reset);
        }
        SignalGuard.begin();
        Isolation.begin();
        followHome();
        Quarkus.run(Application.class, arguments);
    }

    /** Java takes the home directory from the user database; every other program takes it from {@code HOME}. */
    private static void followHome() {
        String home = System.getenv().getOrDefault("HOME", "");
        if (home.startsWith("/")) {
            System.setProperty("user.home", home);
        }
    }

    /** Returns only when there is no jj, or where a process cannot be replaced. */
    private static int becomeJj(String... arguments) {
        List<String> command = new ArrayList<>(List.of("jj"));
        command.addAll(CommandWords.forJj(Arrays.asList(arguments)));
        Optional<String> suggestion =
                UnknownWords.suggestion(Arrays.asList(arguments)).filter(_ -> !JjCommands.exists(arguments[0]));
        try {
            if (suggestion.isPresent()) {
                int status = JjCommands.run(command);
                if (status == ExitStatus.USAGE) {
                    System.err.println("Hint: did you mean: " + suggestion.get());
                }
                return status;
            }
            return new ProcessHandover(arguments).to(command, VariableChanges.NONE);
        } catch (CannotStart _) {
            Problem problem = new JjProblem.NotFound();
            report(problem);
            return ErrorCode.of(problem).exitStatus();
        }
    }

    private static void report(Problem problem) {
        System.err.println("Error: " + problem.message());
        problem.hints().forEach(hint -> System.err.println("Hint: " + hint));
    }

    /** Quarkus's own way out, because a test of the whole application listens there. */
    private static void exit(int status) {
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(status, null);
    }

    /** Ends the isolation that is needed while Quarkus starts, then runs the command. */
    @Dependent
    static final class Application implements QuarkusApplication {
        private final AjjApplication commands;

        Application(AjjApplication commands) {
            this.commands = commands;
        }

        @Override
        public int run(String... arguments) throws Exception {
            Isolation.end();
            int status = commands.run(arguments);
            // Help and usage errors have not listened to signals.
            SignalGuard.end();
            return status;
        }
    }
}
