package dev.aether.ajj;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.cli.AjjApplication;
import dev.aether.ajj.cli.CommandWords;
import dev.aether.ajj.cli.UnknownWords;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.forward.ForwardProcess;
import dev.aether.ajj.model.variable.VariableChanges;
import dev.aether.ajj.system.posix.Posix;
import dev.aether.ajj.system.posix.Signals;
import dev.aether.ajj.system.process.CurrentProcess;
import dev.aether.ajj.system.process.InheritedDescriptors;
import dev.aether.ajj.system.process.JjCommands;
import dev.aether.ajj.system.process.ProcessHandover;
import dev.aether.ajj.system.signal.SignalGuard;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graalvm.nativeimage.VMRuntime;
import org.jspecify.annotations.Nullable;

/** Starts ajj: runs ajj's own commands, and replaces itself by jj for all others. */
@QuarkusMain
public final class Main {
    private static final Set<String> VERSION = Set.of("-V", "--version");
    /** Set where the launcher has found that the command is ajj's. */
    private static final String DECIDED = "ajj.decided";

    private static final List<String> DUMP_SIGNALS = List.of("USR1", "QUIT");

    private Main() {}

    /** Decides first whose command it is, so that jj's commands cost almost nothing and get their arguments unchanged. */
    public static void main(String... arguments) {
        if (!hasDirectory()) {
            report(new Problem.Usage(
                    "the current directory no longer exists", List.of("change to an existing one: cd /")));
            exit(ExitStatus.FAILED);
            return;
        }
        if (arguments.length == 2 && ForwardProcess.OPTION.equals(arguments[0])) {
            if (!ForwardProcess.hasSession(System.getenv())) {
                Posix.beginSession();
            }
            exit(ForwardProcess.run(Path.of(arguments[1]), System.getenv()));
            return;
        }
        InheritedDescriptors.capture();
        CurrentProcess.setArguments(arguments);
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            exit(AjjApplication.printVersion());
            return;
        }
        if (arguments.length == 0) {
            start(isInRepository() ? "list" : "--help");
            return;
        }
        if (System.getProperty(DECIDED) == null && CommandWords.isForJj(Arrays.asList(arguments))) {
            exit(becomeJj(arguments));
            return;
        }
        start(arguments);
    }

    /** In a native image without a working directory, every use of a path throws this error. */
    private static boolean hasDirectory() {
        try {
            return System.getProperty("user.dir") != null;
        } catch (Error deleted) {
            return false;
        }
    }

    /** Whether a repository can be listed. The launcher script decides in the same way. */
    private static boolean isInRepository() {
        @Nullable Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isDirectory(directory.resolve(".jj"))) {
            directory = directory.getParent();
        }
        return directory != null;
    }

    private static void start(String... arguments) {
        boolean isNative = "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
        if (isNative) {
            // -H:-ParseRuntimeOptions, which keeps -D and -X for the command of `ajj run`, skips this.
            VMRuntime.initialize();
            // By default they dump memory, with passwords, to the current directory, and stacks to stdout.
            DUMP_SIGNALS.forEach(Signals::reset);
        }
        boolean isInDevelopment = !isNative && isInDevelopment();
        if (!isNative && !isInDevelopment) {
            prepare(arguments);
        }
        SignalGuard.begin();
        followHome();
        if (isInDevelopment) {
            Quarkus.run(Application.class, arguments);
        } else {
            exit(execute(arguments));
        }
    }

    /** Whether Quarkus has loaded this class: to start it again with changed classes. */
    private static boolean isInDevelopment() {
        return !ClassLoader.getSystemClassLoader().equals(Main.class.getClassLoader());
    }

    private static int execute(String... arguments) {
        int status = Wiring.application().run(arguments);
        // Help and usage errors have not listened to signals.
        SignalGuard.end();
        return status;
    }

    /** Begins in other threads what takes the JVM long. */
    private static void prepare(String... arguments) {
        Thread.ofPlatform().daemon().start(Main::initializeJson);
        if (CommandWords.first(Arrays.asList(arguments)).equals("run")) {
            Thread.ofPlatform().daemon().start(Posix::prepareExecution);
        }
    }

    /** Initializes the parser beside the command line: of BigDecimal, which it contains, the JVM computes a table for 30 ms. */
    private static void initializeJson() {
        try {
            JsonNode _ = new ObjectMapper().readTree(new byte[] {'{', '}'});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Java reads the home directory from the user database; other programs use {@code HOME}. */
    private static void followHome() {
        String home = System.getenv().getOrDefault("HOME", "");
        if (home.startsWith("/")) {
            System.setProperty("user.home", home);
        }
    }

    /** Returns only without jj, or where a process cannot be replaced. */
    private static int becomeJj(String... arguments) {
        List<String> command = new ArrayList<>(List.of("jj"));
        command.addAll(CommandWords.argumentsForJj(Arrays.asList(arguments)));
        Optional<String> suggestion = UnknownWords.suggestion(Arrays.asList(arguments))
                .filter(_ -> arguments[0].startsWith("-") || !JjCommands.exists(arguments[0]));
        try {
            if (suggestion.isPresent()) {
                int status = JjCommands.run(command);
                if (status == ExitStatus.USAGE) {
                    System.err.println("Hint: did you mean: " + suggestion.get());
                }
                return status;
            }
            return new ProcessHandover().exec(command, VariableChanges.NONE);
        } catch (Failure cannotStart) {
            Problem problem = new JjProblem.NotFound();
            report(problem);
            return ErrorCode.of(problem).exitStatus();
        }
    }

    private static void report(Problem problem) {
        AjjApplication.clearNotice();
        System.err.println("Error: " + problem.message());
        problem.hints().forEach(hint -> System.err.println("Hint: " + hint));
    }

    /** Ends without hooks, of which ajj has none: System.exit initializes two logging libraries, for a message to no reader. */
    private static void exit(int status) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    /** What Quarkus starts in development. */
    public static final class Application implements QuarkusApplication {

        /** Used by Quarkus. */
        public Application() {}

        @Override
        public int run(String... arguments) {
            return execute(arguments);
        }
    }
}
