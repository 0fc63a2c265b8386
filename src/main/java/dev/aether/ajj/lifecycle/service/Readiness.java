package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.model.variable.Secrets;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.spi.backend.Backend.ImageFacts;
import dev.aether.ajj.spi.backend.ServiceAccess;
import dev.aether.ajj.spi.report.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The readiness of a service: its healthcheck (the configured one, else the image's) succeeds, and every published TCP
 * port answers. A service without ports and healthcheck is ready when it keeps running or has ended with status 0.
 *
 * @param operation its deadline takes precedence over the timeouts of healthchecks
 * @param service with its templates rendered
 */
record Readiness(Operation operation, ServiceSpec service, String containerId) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration USUAL_PAUSE = Duration.ofMillis(100);

    /** After a check that has taken this long or longer. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_COMMAND = Duration.ofSeconds(2);
    private static final int LOG_LINES = 20;

    /** After this time a service counts as slow, and its log is shown. */
    private static final Duration SLOW = Duration.ofSeconds(3);

    private static final Duration LOG_INTERVAL = Duration.ofSeconds(2);

    /** How long a service without any check must run to count as ready. */
    private static final Duration STABLE_AFTER = Duration.ofSeconds(1);

    /**
     * Waits until the service is ready.
     *
     * @throws Failure {@code SERVICE_NOT_READY} when it has ended or the timeout has passed
     */
    void await(NetworkChecks network, ImageFacts image) {
        poll(moment -> check(network, image, moment));
    }

    /**
     * Waits until the service has ended with status 0.
     *
     * @throws Failure {@code SERVICE_NOT_READY} when it has ended with another status or the timeout has passed
     */
    void awaitCompletion() {
        poll(_ -> {
            ContainerState state = state();
            if (state.running()) {
                return Optional.of(new Missing("it has not ended"));
            }
            if (state.exitCode() != 0 || state.outOfMemory()) {
                throw endedFailure(end(state));
            }
            return Optional.empty();
        });
    }

    private void poll(Function<Moment, Optional<Missing>> check) {
        Cancellation cancellation = operation.cancellation();
        Instant start = Instant.now();
        Duration limit = cancellation.remaining(service.healthcheck().timeout());
        Instant end = start.plus(limit);
        Instant nextLog = start.plus(SLOW);
        String lastLine = "";
        Duration pause = FIRST_PAUSE;
        Optional<Missing> known = Optional.empty();
        while (true) {
            Instant now = Instant.now();
            Duration left = Duration.between(now, end);
            Optional<Missing> missing = check.apply(new Moment(Duration.between(start, now), left));
            if (missing.isEmpty()) {
                return;
            }
            // The last healthcheck may be cut short: what an earlier one has found is the better reason.
            Missing reason = missing.get().isUnfinished() ? known.orElse(missing.get()) : missing.get();
            if (!left.isPositive() || cancellation.isAlmostOver()) {
                throw timeoutFailure(Duration.between(start, Instant.now()), reason);
            }
            if (!Instant.now().isBefore(nextLog)) {
                nextLog = Instant.now().plus(LOG_INTERVAL);
                lastLine = lastLines(1).stream().findFirst().orElse("");
            }
            operation.progress().waiting(service.name(), new Progress.Wait(redacted(reason.reason()), limit, lastLine));
            // Checks take at most half of the time, because they slow down what they wait for.
            Duration taken = Duration.between(now, Instant.now());
            cancellation.pause(Durations.min(Durations.max(pause, taken), LONGEST_PAUSE));
            known = Optional.of(reason);
            pause = Durations.min(pause.multipliedBy(3).dividedBy(2), USUAL_PAUSE);
        }
    }

    private ContainerState state() {
        return container().state().orElseThrow(() -> endedFailure("its container is gone"));
    }

    private ServiceAccess container() {
        return operation.backend().access(new Backend.Instance(service.name(), containerId));
    }

    /**
     * The reason why a service is not ready.
     *
     * @param healthcheck the last lines of its healthcheck command; empty for another reason
     * @param isUnfinished whether the healthcheck command did not end
     */
    private record Missing(String reason, List<String> healthcheck, boolean isUnfinished) {
        Missing(String reason) {
            this(reason, List.of(), false);
        }
    }

    /** The time since the start, and the time until the timeout. */
    private record Moment(Duration waited, Duration left) {}

    /**
     * Checks again a service that was ready before others were waited for.
     *
     * @return whether it is a completed job
     * @throws Failure {@code SERVICE_NOT_READY} when it has failed since
     */
    boolean confirm(ImageFacts image) {
        ContainerState state = state();
        if (state.running() && state.restarts() == 0) {
            return false;
        }
        ended(state, hasNoCheck(image));
        return true;
    }

    /** Returns why the service is not ready; empty when it is. */
    private Optional<Missing> check(NetworkChecks network, ImageFacts image, Moment moment) {
        ContainerState state = state();
        boolean unchecked = hasNoCheck(image);
        if (!state.running() || state.restarts() > 0) {
            ended(state, unchecked);
            return Optional.empty();
        }
        if (unchecked) {
            return moment.waited().compareTo(STABLE_AFTER) < 0
                    ? Optional.of(new Missing("it had just been started"))
                    : Optional.empty();
        }
        Optional<Missing> ports = network.ports().map(Missing::new);
        // A command in the container costs more than a connection. At the end, it has the better report.
        boolean isEnd = !moment.left().isPositive() || operation.cancellation().isAlmostOver();
        return ports.isPresent() && !isEnd
                ? ports
                : healthcheck(network, image, limit(moment)).or(() -> ports);
    }

    private boolean hasNoCheck(ImageFacts image) {
        boolean none = switch (service.healthcheck().check()) {
            case Healthcheck.Default _ -> image.healthcheck().isEmpty();
            case Healthcheck.Disabled _ -> true;
            default -> false;
        };
        return none && service.ports().stream().noneMatch(port -> port.protocol() == PortSpec.Protocol.TCP);
    }

    /** Accepts a completed job. Any other service that has ended is a failure, even if the engine restarts it. */
    private void ended(ContainerState state, boolean unchecked) {
        if (unchecked
                && state.exitCode() == 0
                && state.restarts() == 0
                && service.ports().isEmpty()) {
            return;
        }
        throw endedFailure(end(state));
    }

    private static String end(ContainerState state) {
        String again = switch (state.restarts()) {
            case 0 -> "";
            case 1 -> ", and the engine has restarted it once";
            default -> ", and the engine has restarted it " + state.restarts() + " times";
        };
        return state.outOfMemory()
                ? "it ran out of memory (OOM) and was killed"
                : "its container ended" + (state.exitCode() < 0 ? "" : " with status " + state.exitCode()) + again;
    }

    private Optional<Missing> healthcheck(NetworkChecks network, ImageFacts image, Duration limit) {
        return switch (service.healthcheck().check()) {
            case Healthcheck.Default _ ->
                image.healthcheck().isEmpty() ? Optional.empty() : command(image.healthcheck(), limit);
            case Healthcheck.Disabled _ -> Optional.empty();
            case Healthcheck.Command command -> command(command.argv(), limit);
            case Healthcheck.Tcp tcp -> network.tcp(tcp.containerPort()).map(Missing::new);
            case Healthcheck.Http http -> network.http(http).map(Missing::new);
        };
    }

    /** Returns the time limit of a healthcheck, with a minimum so that the last one reports the service's fault. */
    private Duration limit(Moment moment) {
        return operation
                .cancellation()
                .remainingForCheck(Durations.min(Durations.max(moment.left(), SHORTEST_COMMAND), COMMAND_TIMEOUT));
    }

    private Optional<Missing> command(List<String> argv, Duration limit) {
        CommandResult executed = container().execute(argv, limit);
        OptionalInt status = executed.exitStatus();
        if (status.isPresent() && status.getAsInt() == 0) {
            return Optional.empty();
        }
        String end = status.isPresent() ? "ended with status " + status.getAsInt() : "did not end in time";
        return Optional.of(
                new Missing("its healthcheck `" + shown(argv) + "` " + end, executed.lastLines(), status.isEmpty()));
    }

    /** Returns the first word of a command; further ones may hold a secret. */
    private static String shown(List<String> argv) {
        boolean script = argv.size() > 2 && argv.get(1).equals("-c");
        return argv.getFirst() + (script ? " -c" : "") + (argv.size() > 1 ? " ..." : "");
    }

    private Failure timeoutFailure(Duration waited, Missing missing) {
        // The queries from here on are for the report.
        operation.cancellation().beginRollback();
        return notReady(Optional.of(waited), missing, onLoopbackOnly());
    }

    private Optional<String> onLoopbackOnly() {
        return service.ports().stream()
                .filter(port -> port.protocol() == PortSpec.Protocol.TCP)
                .map(PortSpec::containerPort)
                .filter(port -> Listeners.onLoopbackOnly(container(), port))
                .map(port -> "its server listens only on 127.0.0.1:" + port
                        + " of the container, which is unreachable from outside: let it listen on 0.0.0.0")
                .findFirst();
    }

    /** Returns the last lines of the log; none if the engine fails, which must not hide the service's failure. */
    private List<String> lastLines(int count) {
        return Failure.orEmpty(() -> container().lastLines(count)).orElse(List.of()).stream()
                .map(this::redacted)
                .toList();
    }

    private String redacted(String text) {
        return Secrets.redact(text, service.confidential());
    }

    private Failure endedFailure(String reason) {
        return notReady(Optional.empty(), new Missing(reason), Optional.empty());
    }

    private Failure notReady(Optional<Duration> waited, Missing missing, Optional<String> cause) {
        return new Failure(new ServiceProblem.NotReady(
                service.name(),
                redacted(missing.reason()),
                waited,
                missing.healthcheck().stream().map(this::redacted).toList(),
                lastLines(LOG_LINES),
                cause));
    }
}
