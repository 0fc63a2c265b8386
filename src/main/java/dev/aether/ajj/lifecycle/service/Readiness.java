package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.variable.Secrets;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.spi.backend.Backend.ImageFacts;
import dev.aether.ajj.spi.backend.ServiceAccess;
import dev.aether.ajj.spi.machine.Probe;
import dev.aether.ajj.spi.report.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Waits until a service is ready: its healthcheck (the configured one, else the image's) succeeds, and every published
 * TCP port answers. A service without ports and healthcheck is ready when it keeps running or has ended with status 0.
 */
public final class Readiness {
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

    private final Backend backend;
    private final Probe probe;
    private final Cancellation cancellation;
    private final Progress progress;

    /**
     * @param cancellation its deadline takes precedence over the timeouts of healthchecks
     * @param progress gets the reason for waiting
     */
    public Readiness(Backend backend, Probe probe, Cancellation cancellation, Progress progress) {
        this.backend = backend;
        this.probe = probe;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    /**
     * Waits until the service is ready.
     *
     * @throws Failure {@code SERVICE_NOT_READY} when it has ended or the timeout has passed
     */
    void await(ServiceSpec service, String containerId, Map<String, Integer> hostPorts, ImageFacts image) {
        poll(service, containerId, moment -> check(service, containerId, hostPorts, image, moment));
    }

    /**
     * Waits until the service has ended with status 0.
     *
     * @throws Failure {@code SERVICE_NOT_READY} when it has ended with another status or the timeout has passed
     */
    void awaitCompletion(ServiceSpec service, String containerId) {
        poll(service, containerId, _ -> {
            ContainerState state = state(service, containerId);
            if (state.running()) {
                return Optional.of(new Missing("it has not ended"));
            }
            if (state.exitCode() != 0 || state.outOfMemory()) {
                throw endedFailure(service, containerId, end(state));
            }
            return Optional.empty();
        });
    }

    private void poll(ServiceSpec service, String containerId, Function<Moment, Optional<Missing>> check) {
        Instant start = Instant.now();
        Duration limit = cancellation.remaining(service.healthcheck().timeout());
        Instant end = start.plus(limit);
        LastLine lastLine = new LastLine(service, containerId, start);
        Duration pause = FIRST_PAUSE;
        while (true) {
            Instant now = Instant.now();
            Duration left = Duration.between(now, end);
            Optional<Missing> missing = check.apply(new Moment(Duration.between(start, now), left));
            if (missing.isEmpty()) {
                return;
            }
            if (!left.isPositive() || cancellation.isAlmostOver()) {
                throw timeoutFailure(service, containerId, Duration.between(start, Instant.now()), missing.get());
            }
            progress.waiting(
                    service.name(),
                    new Progress.Wait(
                            Secrets.redact(missing.get().reason(), service.confidential()), limit, lastLine.now()));
            // Checks take at most half of the time, because they slow down what they wait for.
            cancellation.pause(shorter(longer(pause, Duration.between(now, Instant.now())), LONGEST_PAUSE));
            pause = shorter(pause.multipliedBy(3).dividedBy(2), USUAL_PAUSE);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** The last log line of a slow service, queried now and then. */
    private final class LastLine {
        private final ServiceSpec service;
        private final String containerId;
        private Instant next;
        private String line = "";

        LastLine(ServiceSpec service, String containerId, Instant start) {
            this.service = service;
            this.containerId = containerId;
            this.next = start.plus(SLOW);
        }

        String now() {
            Instant now = Instant.now();
            if (!now.isBefore(next)) {
                next = now.plus(LOG_INTERVAL);
                line = lastLines(service, containerId, 1).stream()
                        .map(text -> Secrets.redact(text, service.confidential()))
                        .findFirst()
                        .orElse("");
            }
            return line;
        }
    }

    private ContainerState state(ServiceSpec service, String containerId) {
        return access(service, containerId)
                .state()
                .orElseThrow(() -> endedFailure(service, containerId, "its container is gone"));
    }

    private ServiceAccess access(ServiceSpec service, String containerId) {
        return backend.access(new Backend.Instance(service.name(), containerId));
    }

    /**
     * The reason why a service is not ready.
     *
     * @param healthcheck the last lines of its healthcheck command; empty for another reason
     */
    private record Missing(String reason, List<String> healthcheck) {
        Missing(String reason) {
            this(reason, List.of());
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
    boolean confirm(ServiceSpec service, String containerId, ImageFacts image) {
        ContainerState state = state(service, containerId);
        if (state.running() && state.restarts() == 0) {
            return false;
        }
        ended(service, containerId, state, hasNoCheck(service, image));
        return true;
    }

    /** Whether a running service answers. Uses only checks that need no engine. */
    public boolean answers(ServiceSpec service, Map<String, Integer> hostPorts) {
        Optional<String> missing = service.healthcheck().check() instanceof Healthcheck.Http http
                ? answer(probe.http(backend.host(), hostPort(hostPorts, http.containerPort()), http.path()))
                : Optional.empty();
        return missing.or(() -> ports(service, hostPorts)).isEmpty();
    }

    /** Returns why the service is not ready; empty when it is. */
    private Optional<Missing> check(
            ServiceSpec service, String containerId, Map<String, Integer> hostPorts, ImageFacts image, Moment moment) {
        ContainerState state = state(service, containerId);
        boolean unchecked = hasNoCheck(service, image);
        if (!state.running() || state.restarts() > 0) {
            ended(service, containerId, state, unchecked);
            return Optional.empty();
        }
        if (unchecked) {
            return moment.waited().compareTo(STABLE_AFTER) < 0
                    ? Optional.of(new Missing("it had just been started"))
                    : Optional.empty();
        }
        Optional<Missing> ports = ports(service, hostPorts).map(Missing::new);
        // A command in the container costs more than a connection. At the end, it has the better report.
        boolean isEnd = !moment.left().isPositive() || cancellation.isAlmostOver();
        return ports.isPresent() && !isEnd
                ? ports
                : healthcheck(service, containerId, hostPorts, image, moment).or(() -> ports);
    }

    private static boolean hasNoCheck(ServiceSpec service, ImageFacts image) {
        boolean none = switch (service.healthcheck().check()) {
            case Healthcheck.Default _ -> image.healthcheck().isEmpty();
            case Healthcheck.Disabled _ -> true;
            default -> false;
        };
        return none && service.ports().stream().noneMatch(port -> port.protocol() == PortSpec.Protocol.TCP);
    }

    /** Accepts a completed job. Any other service that has ended is a failure, even if the engine restarts it. */
    private void ended(ServiceSpec service, String containerId, ContainerState state, boolean unchecked) {
        if (unchecked
                && state.exitCode() == 0
                && state.restarts() == 0
                && service.ports().isEmpty()) {
            return;
        }
        throw endedFailure(service, containerId, end(state));
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

    private Optional<Missing> healthcheck(
            ServiceSpec service, String containerId, Map<String, Integer> hostPorts, ImageFacts image, Moment moment) {
        Duration limit = limit(moment);
        return switch (service.healthcheck().check()) {
            case Healthcheck.Default _ ->
                image.healthcheck().isEmpty()
                        ? Optional.empty()
                        : command(service, containerId, image.healthcheck(), limit);
            case Healthcheck.Disabled _ -> Optional.empty();
            case Healthcheck.Command command -> command(service, containerId, command.argv(), limit);
            case Healthcheck.Tcp tcp ->
                answer(tcp(service, hostPorts, tcp.containerPort()))
                        .map(seen -> new Missing("port " + tcp.containerPort() + ": " + seen));
            case Healthcheck.Http http ->
                answer(probe.http(backend.host(), hostPort(hostPorts, http.containerPort()), http.path()))
                        .map(Missing::new);
        };
    }

    /** Returns the time limit of a healthcheck, with a minimum so that the last one reports the service's fault. */
    private Duration limit(Moment moment) {
        return cancellation.remainingForCheck(shorter(longer(moment.left(), SHORTEST_COMMAND), COMMAND_TIMEOUT));
    }

    private Optional<Missing> command(ServiceSpec service, String containerId, List<String> argv, Duration limit) {
        CommandResult executed = access(service, containerId).execute(argv, limit);
        OptionalInt status = executed.exitStatus();
        if (status.isPresent() && status.getAsInt() == 0) {
            return Optional.empty();
        }
        String end = status.isPresent() ? "ended with status " + status.getAsInt() : "did not end in time";
        return Optional.of(new Missing("its healthcheck `" + shown(argv) + "` " + end, executed.lastLines()));
    }

    /** Returns the first word of a command; further ones may hold a secret. */
    private static String shown(List<String> argv) {
        boolean script = argv.size() > 2 && argv.get(1).equals("-c");
        return argv.getFirst() + (script ? " -c" : "") + (argv.size() > 1 ? " ..." : "");
    }

    private Optional<String> ports(ServiceSpec service, Map<String, Integer> hostPorts) {
        return service.ports().stream()
                .filter(port -> port.protocol() == PortSpec.Protocol.TCP)
                .map(port -> answer(tcp(service, hostPorts, port.containerPort()))
                        .map(seen -> "port " + port.key() + ": " + seen))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Probe.Answer tcp(ServiceSpec service, Map<String, Integer> hostPorts, int containerPort) {
        return probe.tcp(backend.host(), hostPort(hostPorts, containerPort), containerPort, service.env());
    }

    private static int hostPort(Map<String, Integer> hostPorts, int containerPort) {
        return Objects.requireNonNull(hostPorts.get(Integer.toString(containerPort)), "port " + containerPort);
    }

    private static Optional<String> answer(Probe.Answer answer) {
        return answer.ready() ? Optional.empty() : Optional.of(answer.seen());
    }

    private Failure timeoutFailure(ServiceSpec service, String containerId, Duration waited, Missing missing) {
        // The queries from here on are for the report.
        cancellation.beginRollback();
        return notReady(service, containerId, Optional.of(waited), missing, onLoopbackOnly(service, containerId));
    }

    private Optional<String> onLoopbackOnly(ServiceSpec service, String containerId) {
        return service.ports().stream()
                .filter(port -> port.protocol() == PortSpec.Protocol.TCP)
                .map(PortSpec::containerPort)
                .filter(port -> Listeners.onLoopbackOnly(access(service, containerId), port))
                .map(port -> "its server listens only on 127.0.0.1:" + port
                        + " of the container, which is unreachable from" + " outside: let it listen on 0.0.0.0")
                .findFirst();
    }

    /** Returns the last lines of the log; none if the engine fails, which must not hide the service's failure. */
    private List<String> lastLines(ServiceSpec service, String containerId, int count) {
        return Failure.orEmpty(() -> access(service, containerId).lastLines(count))
                .orElse(List.of());
    }

    private Failure endedFailure(ServiceSpec service, String containerId, String reason) {
        return notReady(service, containerId, Optional.empty(), new Missing(reason), Optional.empty());
    }

    private Failure notReady(
            ServiceSpec service,
            String containerId,
            Optional<Duration> waited,
            Missing missing,
            Optional<String> cause) {
        UnaryOperator<String> redact = text -> Secrets.redact(text, service.confidential());
        return new Failure(new ServiceProblem.NotReady(
                service.name(),
                redact.apply(missing.reason()),
                waited,
                missing.healthcheck().stream().map(redact).toList(),
                lastLines(service, containerId, LOG_LINES).stream().map(redact).toList(),
                cause));
    }
}
