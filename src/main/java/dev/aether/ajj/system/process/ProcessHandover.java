package dev.aether.ajj.system.process;

import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.variable.VariableChanges;
import dev.aether.ajj.spi.machine.Handover;
import dev.aether.ajj.system.posix.Posix;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Becomes the other command, as {@code exec} of a shell does. Arguments that came in through ajj's own command line go
 * out byte for byte. Where a process cannot be replaced (Windows, and within a test) the command runs as a child.
 */
@ApplicationScoped
public class ProcessHandover implements Handover {
    /** Set by the launcher when it gave the JVM another LC_ALL than the user's: what it was, empty for not at all. */
    private static final String USERS_LC_ALL = "ajj.lc-all";

    private final RawCommandLine commandLine;

    /** For the arguments of this process. */
    @Inject
    public ProcessHandover() {
        this(CurrentProcess.arguments());
    }

    ProcessHandover(List<String> arguments) {
        this.commandLine = RawCommandLine.ofProcess(arguments);
    }

    @Override
    public int exec(List<String> command, VariableChanges changes) throws CannotStart {
        System.out.flush();
        System.err.flush();
        if (!canReplace()) {
            return new ChildProcess(command, changes).run();
        }
        Posix posix = new Posix();
        restoreLocale(posix);
        changes.unset().forEach(posix::unsetVariable);
        changes.set().forEach(posix::setVariable);
        posix.unblockQuit();
        OpenFilesLimit.restore(posix);
        posix.closeOnExecute(InheritedDescriptors.opened());
        throw cannotStart(command.getFirst(), posix.execute(commandLine.encode(command)));
    }

    /** Not in a test, whose own JVM would be gone. */
    private static boolean canReplace() {
        return LaunchMode.current() == LaunchMode.NORMAL
                && !System.getProperty("os.name", "").startsWith("Windows");
    }

    private static void restoreLocale(Posix posix) {
        String before = System.getProperty(USERS_LC_ALL);
        if (before == null) {
            return;
        }
        if (before.isEmpty()) {
            posix.unsetVariable("LC_ALL");
        } else {
            posix.setVariable("LC_ALL", before);
        }
    }

    private static CannotStart cannotStart(String command, int errno) {
        return switch (errno) {
            case Posix.ENOENT ->
                new CannotStart(
                        ExitStatus.RUN_NOT_FOUND, "the command " + ShellWord.quoted(command) + " was not found");
            case Posix.EACCES ->
                new CannotStart(ExitStatus.RUN_NOT_EXECUTABLE, "the command " + command + " is not executable");
            case Posix.E2BIG ->
                new CannotStart(
                        ExitStatus.RUN_NOT_EXECUTABLE,
                        "the arguments and the environment of " + command + " are too long");
            default ->
                new CannotStart(
                        ExitStatus.RUN_NOT_EXECUTABLE,
                        "the command " + command + " cannot be executed (errno " + errno + ")");
        };
    }
}
