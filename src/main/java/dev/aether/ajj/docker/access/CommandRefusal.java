package dev.aether.ajj.docker.access;

import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.ContainerCommand;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Interprets an engine's message about a command that it could not start. */
final class CommandRefusal {
    private static final Pattern MESSAGE = Pattern.compile(
            "(OCI runtime|unable to find (user|group)|Error: ).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_USER = Pattern.compile("unable to find (user|group)|no matching entries");
    private static final Pattern NO_DIRECTORY = Pattern.compile("chdir to|cwd|workdir");
    private static final Pattern NO_COMMAND = Pattern.compile("not found|no such file or directory");

    private CommandRefusal() {}

    /** Whether a text may be such a message. A command may print the same. */
    static boolean matches(String text) {
        return MESSAGE.matcher(text).matches();
    }

    static Failure of(Instance service, ContainerCommand command, String message) {
        return new Failure(problem(service.service(), command, message));
    }

    private static Problem problem(String service, ContainerCommand command, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        String name = command.argv().getFirst();
        if (command.user().isPresent() && NO_USER.matcher(lower).find()) {
            return new Problem.CannotStart(
                    "the container of " + service + " has no user "
                            + command.user().get(),
                    ExitStatus.RUN_NOT_EXECUTABLE,
                    List.of("list its users: ajj exec " + ShellWord.quoted(service) + " -- cat /etc/passwd"));
        }
        if (command.directory().isPresent() && NO_DIRECTORY.matcher(lower).find()) {
            return new Problem.CannotStart(
                    "the command cannot be run in " + command.directory().get() + " of the container of " + service,
                    ExitStatus.RUN_NOT_EXECUTABLE,
                    List.of("list its directories: ajj exec " + ShellWord.quoted(service) + " -- ls /"));
        }
        if (NO_COMMAND.matcher(lower).find()) {
            return new Problem.CannotStart(
                    "the command " + ShellWord.quoted(name) + " was not found in the container of " + service,
                    ExitStatus.RUN_NOT_FOUND,
                    List.of(
                            "list the commands of its image: ajj exec " + ShellWord.quoted(service)
                                    + " -- ls /bin /usr/bin /usr/local/bin",
                            "to use shell syntax or built-ins: ajj exec " + ShellWord.quoted(service)
                                    + " -- sh -c '...'"));
        }
        if (lower.contains("permission denied")) {
            return new Problem.CannotStart(
                    "the command " + name + " in the container of " + service + " is not executable",
                    ExitStatus.RUN_NOT_EXECUTABLE,
                    List.of("check its permissions: ajj exec " + ShellWord.quoted(service) + " -- ls -l "
                            + ShellWord.quoted(name)));
        }
        return new Problem.CannotStart(
                "the command " + name + " cannot be run in the container of " + service + ": " + message,
                ExitStatus.RUN_NOT_EXECUTABLE,
                List.of("check the container: ajj status"));
    }
}
