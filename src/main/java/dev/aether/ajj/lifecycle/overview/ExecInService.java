package dev.aether.ajj.lifecycle.overview;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.CurrentServices;
import dev.aether.ajj.lifecycle.backend.ServiceSearch;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Backend.State;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.terminal.Console;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.List;
import java.util.Optional;

/** {@code ajj exec}: runs a command in a service's container. */
public record ExecInService(ServiceSearch search, Backends backends, Console console) {
    /**
     * Runs the command, and returns its exit status.
     *
     * @throws Failure {@code USAGE} for an unknown service, {@code SERVICE_NOT_READY} when it does not run, with
     *     {@link Problem.CannotStart}, and those of {@link
     *     dev.aether.ajj.spi.backend.ServiceAccess#attach}
     */
    public int exec(ExecRequest request, Progress progress) {
        Repository repository = search.locate(request.directory());
        try (StackBackends open = backends.forStacks(repository, request.config(), request.directory(), progress)) {
            CurrentServices services = search.find(repository, open, request.directory(), request.config());
            ObservedService service = services.named(List.of(request.service())).getFirst();
            if (service.state() != State.RUNNING) {
                throw new Failure(notRunning(service));
            }
            return request.terminal() && console.isInteractive()
                    ? withTerminal(services.backend(), service, request)
                    : services.backend()
                            .access(service.instance())
                            .attach(request.command(), streams(Optional.empty()));
        }
    }

    private int withTerminal(Backend backend, ObservedService service, ExecRequest request) {
        try (Console.RawTerminal terminal = console.raw()) {
            return backend.access(service.instance()).attach(request.command(), streams(Optional.of(terminal)));
        }
    }

    private Console.Streams streams(Optional<Console.RawTerminal> terminal) {
        return new Console.Streams(console.input(), console.output(), console.error(), terminal);
    }

    private static Problem notRunning(ObservedService service) {
        String name = service.service();
        String state = switch (service.state()) {
            case EXITED, BROKEN -> "is not running: its container ended with status " + service.exitCode();
            case CREATED -> "was never started";
            case RESTARTING, RUNNING, PAUSED ->
                "is not running: its container is " + service.state().word();
        };
        String word = ShellWord.quoted(name);
        String log = "read its log: ajj logs " + word;
        return new ServiceProblem.NotRunning(
                name, state, hasCompleted(service) ? List.of(log) : List.of("start it: ajj up " + word, log));
    }

    /** Whether it is a completed job, which {@code ajj up} does not start again. */
    private static boolean hasCompleted(ObservedService service) {
        return service.state() == State.EXITED
                && service.exitCode() == 0
                && service.hostPorts().isEmpty();
    }
}
