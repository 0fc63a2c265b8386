package dev.aether.ajj.system.process;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem.CannotStart;
import dev.aether.ajj.model.variable.VariableChanges;
import dev.aether.ajj.spi.machine.Handover;
import dev.aether.ajj.system.posix.Posix;
import io.quarkus.runtime.LaunchMode;
import java.util.List;

/**
 * Replaces this process by a command, as a shell's {@code exec} does. Arguments from ajj's own command line are passed
 * byte for byte. On Windows and in tests, the command runs as a child process instead.
 */
public class ProcessHandover implements Handover {
    /** Set by the launcher when it changes LC_ALL for the JVM: the user's value, empty when it was unset. */
    private static final String USERS_LC_ALL = "ajj.lc-all";

    private final RawCommandLine commandLine;

    /** For the arguments of this process. */
    public ProcessHandover() {
        this(CurrentProcess.arguments());
    }

    ProcessHandover(List<String> arguments) {
        this.commandLine = RawCommandLine.ofProcess(arguments);
    }

    @Override
    public int exec(List<String> command, VariableChanges changes) {
        System.out.flush();
        System.err.flush();
        if (!canReplace()) {
            return new ChildProcess(command, changes).run();
        }
        restoreLocale();
        changes.unset().forEach(Posix::unsetVariable);
        changes.set().forEach(Posix::setVariable);
        Posix.unblockQuit();
        OpenFilesLimit.restore();
        Posix.closeOnExecute(InheritedDescriptors.opened());
        throw new Failure(cannotStart(command.getFirst(), Posix.execute(commandLine.encode(command))));
    }

    /** False in tests, whose JVM must survive. */
    private static boolean canReplace() {
        return LaunchMode.current() == LaunchMode.NORMAL
                && !System.getProperty("os.name", "").startsWith("Windows");
    }

    private static void restoreLocale() {
        String before = System.getProperty(USERS_LC_ALL);
        if (before == null) {
            return;
        }
        if (before.isEmpty()) {
            Posix.unsetVariable("LC_ALL");
        } else {
            Posix.setVariable("LC_ALL", before);
        }
    }

    private static CannotStart cannotStart(String command, int errno) {
        return switch (errno) {
            case Posix.ENOENT -> CannotStart.notFound(command);
            case Posix.EACCES -> CannotStart.notExecutable(command);
            case Posix.E2BIG ->
                CannotStart.refused(
                        "the arguments and the environment of " + command + " are too long",
                        "shorten the command line, or unset large variables");
            default ->
                CannotStart.refused(
                        "the command " + command + " cannot be executed (errno " + errno + ")",
                        "check that it is a program for this machine, or a script that begins with #!");
        };
    }
}
