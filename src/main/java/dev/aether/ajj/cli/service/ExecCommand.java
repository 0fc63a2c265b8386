package dev.aether.ajj.cli.service;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.overview.ExecInService;
import dev.aether.ajj.lifecycle.overview.ExecRequest;
import dev.aether.ajj.lifecycle.overview.RunInWorkspace;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.backend.ContainerCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ajj exec SERVICE -- CMD...}. */
@Command(
        name = "exec",
        mixinStandardHelpOptions = true,
        description = {
            "Run a command in the container of a service.",
            "",
            "On a terminal, the command gets a terminal of the same size. Otherwise it uses ajj's stdin, stdout and stderr,"
                    + " and can be part of a pipeline. Options for ajj come before SERVICE; everything after it belongs to the"
                    + " command."
        },
        exitCodeListHeading = "%nExit status: the command's, or%n",
        exitCodeList = {
            "125:ajj failed: the command was not started, or lost",
            "126:the command was found but cannot be executed",
            "127:the command was not found in the container",
            "130:Ctrl-C without a terminal; the command may still run"
        },
        footer = {
            "",
            "Examples:",
            "  ajj exec postgres -- psql -U postgres",
            "  echo 'SELECT 1' | ajj exec postgres -- psql -U postgres"
        })
public final class ExecCommand implements SessionCommand {
    private final ExecInService execInService;
    private final RunInWorkspace runInWorkspace;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service whose container runs it.")
    String service = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD", description = "The command and its arguments.")
    List<String> command = List.of();

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Run it as this user of the container: NAME, NUMBER or USER:GROUP.")
    @Nullable
    String user;

    @Option(
            names = {"-w", "--workdir"},
            // Not DIR: shells would offer the directories of this machine.
            paramLabel = "PATH",
            description = "Run it in this directory of the container.")
    @Nullable
    String directory;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME[=VALUE]",
            description = "Set a variable. Without VALUE, it has the value of `ajj run`. May be given several times.")
    List<String> variables = List.of();

    @Option(
            names = {"-T", "--no-tty"},
            description = "Do not allocate a terminal.")
    boolean noTerminal;

    public ExecCommand(ExecInService execInService, RunInWorkspace runInWorkspace) {
        this.execInService = execInService;
        this.runInWorkspace = runInWorkspace;
    }

    @Override
    public String interrupted() {
        return "the command may still run in the container";
    }

    @Override
    public boolean runsAnotherProgram() {
        return true;
    }

    @Override
    public View run(Session session) {
        ContainerCommand wanted = new ContainerCommand(
                argv(), Optional.ofNullable(user), Optional.ofNullable(directory), environment(session));
        ExecRequest request = new ExecRequest(session.directory(), session.config(), service, wanted, !noTerminal);
        return new ExitView(execInService.exec(request, session.progress()));
    }

    /** Removes the separator, which the parser leaves to the command. */
    private List<String> argv() {
        List<String> argv = command.getFirst().equals("--") ? command.subList(1, command.size()) : command;
        if (argv.isEmpty()) {
            throw new Failure(new Problem.Usage("missing argument: CMD", List.of("see ajj exec --help")));
        }
        if (argv.getFirst().startsWith("-")) {
            throw new Failure(new Problem.Usage(
                    "expected a command after the service, found " + argv.getFirst(),
                    List.of("options for ajj come before the service: ajj exec OPTIONS " + ShellWord.quoted(service)
                            + " -- CMD")));
        }
        return argv;
    }

    /** Resolves names without a value, as docker does: they get ajj's value, or are left out without one. */
    private List<String> environment(Session session) {
        if (variables.stream().allMatch(variable -> variable.indexOf('=') >= 0)) {
            return variables;
        }
        Map<String, String> here = runInWorkspace.environment(
                session.directory(), session.process().environment(), session.progress());
        return variables.stream()
                .filter(variable -> variable.indexOf('=') >= 0 || here.containsKey(variable))
                .map(variable -> variable.indexOf('=') >= 0 ? variable : variable + "=" + here.get(variable))
                .toList();
    }

    /** Distinguishes a command that was not started from one that failed, as {@code ajj run} does. */
    @Override
    public int exitStatus(Failure failure) {
        return switch (failure.first()) {
            case Problem.CannotStart notStarted -> notStarted.exitStatus();
            case Problem.Interrupted _ -> ExitStatus.INTERRUPTED;
            default -> ExitStatus.RUN_FAILED;
        };
    }
}
