package dev.aether.ajj.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.PortProbe;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.state.PortLedger.Request;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.Recovery.PinnedPort;
import dev.aether.ajj.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPortLedgerTest {
    private static final Location PLACE = new Location("docker", "unix:///engine.sock", "ENGINE");
    private static final PortRange RANGE = new PortRange(20000, 20004);

    private final Path directory;
    private final Set<Integer> busy = new HashSet<>();
    private final Map<Integer, String> users = new HashMap<>();
    private final FakeRecovery recovery = new FakeRecovery();
    private final JsonPortLedger ledger;
    private final WorkspaceId ann;
    private final WorkspaceId bob;

    JsonPortLedgerTest(@TempDir Path temporary) throws IOException {
        directory = temporary.resolve("state/aether");
        ProcessContext process = new ProcessContext(
                Map.of("XDG_STATE_HOME", temporary.resolve("state").toString()), temporary);
        ledger = new JsonPortLedger(
                new LedgerFile(process, recovery, Deadline.NONE),
                new PortProbe() {
                    @Override
                    public boolean isFree(int port, Protocol protocol) {
                        return !busy.contains(port);
                    }

                    @Override
                    public Optional<String> user(int port, Protocol protocol) {
                        return Optional.ofNullable(users.get(port));
                    }
                },
                recovery,
                recovery);
        Path root = temporary.resolve("repository");
        Files.createDirectories(root.resolve(".jj"));
        ann = new WorkspaceId("0123456789abcdef", "ann", root);
        bob = new WorkspaceId("0123456789abcdef", "bob", root);
    }

    private static Request chosen() {
        return new Request("web", new PortSpec(80, Protocol.TCP, OptionalInt.empty()));
    }

    private static Request fixed(String service, int port, Protocol protocol) {
        return new Request(service, new PortSpec(80, protocol, OptionalInt.of(port)));
    }

    private List<Integer> reserve(WorkspaceId owner, Request... requests) {
        return ledger.reserve(owner, PLACE, List.of(requests), RANGE);
    }

    private Problem refusal(WorkspaceId owner, Request... requests) {
        Problem problem = catchThrowableOfType(Failure.class, () -> reserve(owner, requests))
                .first();
        assertThat(problem).isInstanceOf(BackendProblem.PortAllocationFailed.class);
        return problem;
    }

    @Test
    void reservesPortsInTheOrderOfTheRequests() {
        assertThat(reserve(ann, chosen(), fixed("dns", 20000, Protocol.UDP), chosen()))
                .containsExactly(20001, 20000, 20002);
    }

    @Test
    void listsReservationsByPort() {
        assertThat(ledger.reservations()).isEmpty();
        assertThat(directory).as("reading makes nothing").doesNotExist();

        reserve(bob, fixed("dns", 20003, Protocol.UDP), fixed("web", 20003, Protocol.TCP));
        reserve(ann, chosen());

        assertThat(ledger.reservations())
                .containsExactly(
                        new Reservation(ann, "web", 20000, Protocol.TCP, PLACE, false),
                        new Reservation(bob, "web", 20003, Protocol.TCP, PLACE, true),
                        new Reservation(bob, "dns", 20003, Protocol.UDP, PLACE, true));
        assertThat(ledger.reservations()).extracting(Reservation::port).containsExactly("20000", "20003", "20003/udp");
    }

    @Test
    void skipsPortsThatAreReservedOrInUse() {
        busy.add(20001);

        assertThat(reserve(ann, chosen())).containsExactly(20000);
        assertThat(reserve(bob, chosen())).containsExactly(20002);
    }

    /** The port is published on the engine's machine, and forwarded to the same port of this one. */
    @Test
    void skipsPortsInUseOnTheEnginesMachine() {
        busy.add(20002);
        assertThat(ledger.reserve(ann, PLACE, List.of(chosen(), chosen()), RANGE.without(Set.of(20000, 20003))))
                .containsExactly(20001, 20004);
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> ledger.reserve(bob, PLACE, List.of(chosen()), RANGE.without(Set.of(20000, 20003))));
        assertThat(failure.first().message()).contains("no port is free in the range 20000-20004");
        assertThat(reserve(bob, chosen())).as("they are not reserved").containsExactly(20000);
    }

    @Test
    void refusesAFixedPortInUseOnTheEnginesMachine() {
        PortRange range = RANGE.without(Set.of(8080));
        List<Request> requests = List.of(chosen(), fixed("web", 8080, Protocol.TCP));
        Problem problem = catchThrowableOfType(Failure.class, () -> ledger.reserve(ann, PLACE, requests, range))
                .first();
        assertThat(problem).isInstanceOf(BackendProblem.PortAllocationFailed.class);
        assertThat(problem.message()).isEqualTo("port 8080 of the service web is in use on the machine of the engine");
        assertThat(problem.hints())
                .containsExactly(
                        "find the program on that machine: ss -lntp 'sport = :8080'",
                        "or let ajj choose a port: ports = [\"80\"]");
        assertThat(problem.details())
                .containsEntry("reason", "in use on the machine of the engine")
                .containsEntry("port", 8080)
                .containsEntry("service", "web");
        assertThat(ledger.reservations()).isEmpty();

        assertThat(reserve(ann, fixed("web", 8080, Protocol.TCP))).containsExactly(8080);
        assertThat(ledger.reserve(ann, PLACE, List.of(fixed("web", 8080, Protocol.TCP)), range))
                .as("its own container uses it")
                .containsExactly(8080);
    }

    @Test
    void doesNotReuseAReleasedPortAtOnceAndWrapsAround() {
        List<Integer> given = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            int port = reserve(ann, chosen()).getFirst();
            given.add(port);
            ledger.release(ann, port);
        }

        assertThat(given).containsExactly(20000, 20001, 20002, 20003, 20004, 20000);
    }

    @Test
    void onlyTheOwnerCanReleaseAPort() {
        int port = reserve(ann, chosen()).getFirst();

        ledger.release(bob, port);
        ledger.releaseOthers(bob, Set.of());
        assertThat(refusal(bob, fixed("web", port, Protocol.TCP)).message()).contains("is reserved for");

        ledger.releaseOthers(ann, Set.of());
        assertThat(reserve(bob, fixed("web", port, Protocol.TCP))).containsExactly(port);
    }

    @Test
    void namesTheHolderOfAFixedPort() {
        reserve(ann, fixed("web", 8080, Protocol.TCP));

        Problem problem = refusal(bob, fixed("api", 8080, Protocol.TCP));

        assertThat(problem.message())
                .isEqualTo("port 8080 of the service api is reserved for the service web of the workspace \"ann\" in "
                        + ann.repositoryRoot());
        assertThat(problem.hints()).contains("or let ajj choose a port: ports = [\"80\"]");
    }

    @Test
    void keepsTheFixedPortOfAService() {
        reserve(ann, fixed("web", 8080, Protocol.TCP));
        busy.add(8080);

        assertThat(reserve(ann, fixed("web", 8080, Protocol.TCP))).containsExactly(8080);
        assertThat(refusal(ann, fixed("api", 8080, Protocol.TCP)).message())
                .contains("is reserved for the service web");
    }

    @Test
    void tcpAndUdpAreDifferentPorts() {
        assertThat(reserve(ann, fixed("dns", 5353, Protocol.TCP), fixed("dns", 5353, Protocol.UDP)))
                .containsExactly(5353, 5353);
    }

    @Test
    void reportsThatAnotherProgramUsesAFixedPort() {
        busy.add(8080);

        assertThat(refusal(ann, fixed("web", 8080, Protocol.TCP)).message())
                .isEqualTo("port 8080 of the service web is in use by another program");

        users.put(8080, "pid 812, nginx");
        Problem problem = refusal(ann, fixed("web", 8080, Protocol.TCP));
        assertThat(problem.message())
                .isEqualTo("port 8080 of the service web is in use by another program (pid 812, nginx)");
        assertThat(problem.hints()).first().isEqualTo("stop that program, then run the command again");
    }

    @Test
    void aCheckRefusesWhatAReservationWouldAndReservesNothing() {
        busy.add(8080);
        reserve(bob, fixed("web", 9090, Protocol.TCP));
        List<Reservation> before = ledger.reservations();

        for (int port : List.of(8080, 9090)) {
            Request request = fixed("web", port, Protocol.TCP);
            assertThat(catchThrowableOfType(Failure.class, () -> ledger.check(ann, PLACE, List.of(request), RANGE))
                            .first())
                    .isEqualTo(refusal(ann, request));
        }
        ledger.check(ann, PLACE, List.of(chosen(), fixed("web", 7070, Protocol.TCP)), RANGE);
        assertThat(ledger.reservations()).isEqualTo(before);
    }

    @Test
    void reservesAllPortsOrNone() {
        Problem problem = refusal(ann, Collections.nCopies(6, chosen()).toArray(Request[]::new));

        assertThat(problem.message()).contains("no port is free in the range 20000-20004");
        assertThat(problem.hints().getFirst()).contains("range = \"20000-30004\"");
        assertThat(reserve(bob, Collections.nCopies(5, chosen()).toArray(Request[]::new)))
                .hasSize(5);
    }

    @Test
    void transfersPortsToAnotherOwner() {
        reserve(ann, chosen(), chosen());
        reserve(bob, chosen());
        WorkspaceId eve = new WorkspaceId(ann.repository(), "eve", ann.repositoryRoot());

        ledger.transfer(ann, eve);
        ledger.transfer(ann, bob);

        assertThat(ledger.reservations())
                .extracting(Reservation::hostPort, reservation -> reservation.owner())
                .containsExactly(tuple(20000, eve), tuple(20001, eve), tuple(20002, bob));
    }

    @Test
    void releasesAllButUsedPorts() {
        List<Integer> ports = reserve(ann, chosen(), chosen(), chosen());
        reserve(bob, chosen());
        ledger.releaseOthers(ann, List.of(ports.get(1)));

        assertThat(reserve(bob, chosen(), chosen(), chosen())).doesNotContain(ports.get(1));
        assertThat(refusal(bob, chosen()).message()).contains("(5 ports are reserved for workspaces)");
    }

    @Test
    void reclaimsPortsOfDeletedRepositories() throws IOException {
        reserve(ann, Collections.nCopies(5, chosen()).toArray(Request[]::new));
        Files.delete(ann.repositoryRoot().resolve(".jj"));
        WorkspaceId other = new WorkspaceId("fedcba9876543210", "x", directory);

        assertThat(reserve(other, chosen())).containsExactly(20000);
    }

    @Test
    void releasingCreatesNoFiles() {
        ledger.releaseOthers(ann, Set.of());

        assertThat(directory).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"version\":\"1.0\",\"ports\":[]}",
                "{\"version\":\"1.0\",\"ports\":{\"x\":{}}}",
                "{\"version\":\"1.0\",\"ports\":{\"20001\":null}}"
            })
    void aDamagedFileIsRebuiltFromTheLabels(String content) throws IOException {
        Files.createDirectories(directory);
        Path file = Files.writeString(directory.resolve("ports.json"), content);
        recovery.ports.add(new PinnedPort(bob, "web", "80", 20000, PLACE));
        recovery.ports.add(new PinnedPort(bob, "dns", "53/udp", 20001, PLACE));

        assertThat(reserve(ann, chosen())).containsExactly(20002);

        assertThat(ledger.reservations().stream().map(Reservation::port))
                .containsExactly("20000", "20001/udp", "20002");
        assertThat(ledger.reservations().getFirst().owner()).isEqualTo(bob);
        assertThat(recovery.warnings)
                .singleElement()
                .asString()
                .startsWith(file + " was damaged: ")
                .contains(
                        "with the 2 ports that containers have pinned; the damaged file is kept as ports.json.damaged-");
    }

    @Test
    void withoutTheEngineADamagedFileIsNotChanged() throws IOException {
        Files.createDirectories(directory);
        Path file = Files.writeString(directory.resolve("ports.json"), "{");
        recovery.reachable = false;

        Failure failure = catchThrowableOfType(Failure.class, () -> reserve(ann, chosen()));

        assertThat(failure.first()).isInstanceOf(StateProblem.Corrupt.class);
        assertThat(failure.first().hints()).contains("start Docker");
        assertThat(file).hasContent("{");
    }

    @Test
    void aLostFileIsRebuiltBeforeAPortIsReserved() throws IOException {
        reserve(ann, chosen());
        Files.delete(directory.resolve("ports.json"));
        recovery.ports.add(new PinnedPort(ann, "web", "80", 20000, PLACE));

        assertThat(reserve(bob, chosen())).containsExactly(20001);
        assertThat(ledger.reservations()).hasSize(2);
    }

    @Test
    void neverReservesAPortTwiceBetweenThreadsAndProcesses() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            processes.add(JavaProcess.start(
                    PortReserver.class, directory.resolveSibling("").toString(), "process" + number, "10"));
        }
        var ports = new ConcurrentLinkedQueue<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 20; number++) {
                WorkspaceId owner = new WorkspaceId("0123456789abcdef", "thread" + number, directory);
                threads.execute(() -> ports.addAll(ledger.reserve(owner, PLACE, List.of(chosen()), PortRange.DEFAULT)));
            }
        }
        for (Process process : processes) {
            new String(process.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .map(Integer::valueOf)
                    .forEach(ports::add);
            assertThat(process.waitFor()).isZero();
        }

        assertThat(ports).hasSize(4 * 10 + 20).doesNotHaveDuplicates();
    }
}
