package dev.aether.ajj.cli.service;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.logs.LogsRequest;
import dev.aether.ajj.lifecycle.logs.ShowLogs;
import dev.aether.ajj.spi.backend.ContainerLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ajj logs [SERVICE...]}. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = {
            "Show the output of the workspace's services.",
            "",
            "Lines of several services are merged by time, each with its service's name. Everything goes to stdout, including"
                    + " a service's stderr. Stopped services are included."
        })
public final class LogsCommand implements SessionCommand {
    private final ShowLogs showLogs;

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "Only these services. Default: all.")
    List<String> services = List.of();

    @Option(
            names = {"-f", "--follow"},
            description = "Follow the output until all services have ended, or Ctrl-C.")
    boolean follow;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "N",
            description = "Only the last N lines of each service, or all.")
    OptionalInt tail = OptionalInt.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only lines since then: 10m or 1h30m ago, 2030-01-31 or 2030-01-31T12:00:00Z.")
    @Nullable
    Instant since;

    @Option(
            names = {"-t", "--timestamps"},
            description = "Show when each line was printed.")
    boolean timestamps;

    @Option(names = "--no-log-prefix", description = "Print lines without the services' names.")
    boolean noPrefix;

    public LogsCommand(ShowLogs showLogs) {
        this.showLogs = showLogs;
    }

    @Override
    public View run(Session session) {
        if (follow && session.json()) {
            throw new Failure(new Problem.Usage(
                    "--follow has no end, and --json prints one object",
                    List.of("leave --follow out, and get new lines with --since", "or leave --json out")));
        }
        ContainerLog.Range range = new ContainerLog.Range(tail, Optional.ofNullable(since), follow);
        LogsRequest request = new LogsRequest(session.directory(), session.config(), services, range);
        return new LogsView(showLogs.open(request, session.progress()), timestamps, !noPrefix && services.size() != 1);
    }
}
