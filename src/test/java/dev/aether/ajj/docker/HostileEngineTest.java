package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.cli.session.CurrentDeadline;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.ContainerCommand;
import dev.aether.ajj.spi.backend.ContainerLog;
import dev.aether.ajj.spi.backend.ServiceAccess;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.terminal.Console;
import dev.aether.ajj.testing.Declarations;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer at the socket makes a call crash, hang or fill the memory. */
@Timeout(60)
class HostileEngineTest {
    private static final Path ROOT = Path.of("/work/shop");
    private static final Stack STACK = new Stack(new WorkspaceId("1111", "mine", ROOT), ROOT, "aether-1111-mine");
    private static final ServiceSpec SERVICE =
            Declarations.withVolume(Declarations.service("db", List.of(Declarations.tcp(5432)), List.of()), "data");
    private static final String PAUSED = "{\"message\":\"Docker Desktop is manually paused\"}";

    /** Every method of {@link Backend} that calls the engine. */
    private static Map<String, ThrowingCallable> calls(Backend backend) {
        SequencedMap<String, Integer> ports = new LinkedHashMap<>(Map.of("5432", 20000));
        ServiceAccess access = backend.access(new Backend.Instance("db", "c1"));
        ContainerCommand command = new ContainerCommand(List.of("true"), Optional.empty(), Optional.empty(), List.of());
        Console.Streams streams = new Console.Streams(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Optional.empty());
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("location", backend::location);
        calls.put("fetchImage", () -> backend.fetchImage(SERVICE));
        calls.put("createNetworkAndVolumes", () -> backend.createNetworkAndVolumes(STACK, List.of(SERVICE)));
        calls.put("create", () -> backend.create(STACK, SERVICE, ports, "hash"));
        calls.put("restart", () -> backend.restart(SERVICE, "c1"));
        calls.put("state", access::state);
        calls.put("vitals", () -> access.vitals(true));
        calls.put("execute", () -> access.execute(List.of("true"), Duration.ofSeconds(1)));
        calls.put("lastLines", () -> access.lastLines(5));
        calls.put("log", () -> {
            try (ContainerLog log = access.log(new ContainerLog.Range(OptionalInt.empty(), Optional.empty(), false))) {
                for (int line = 0; line < 1000 && log.next().isPresent(); line++) {
                    // Read the rest.
                }
            }
        });
        calls.put("attach", () -> access.attach(command, streams));
        calls.put("remove everything", () -> backend.remove(STACK, new Backend.Part.Everything()));
        calls.put("remove a service", () -> backend.remove(STACK, new Backend.Part.Service("db")));
        calls.put("remove all but volumes", () -> backend.remove(STACK, new Backend.Part.KeepVolumes()));
        calls.put("observe", () -> backend.observe("1111"));
        calls.put("services", () -> backend.services());
        calls.put("renamed", backend::renamed);
        calls.put("refuseRenamed", () -> backend.refuseRenamed(STACK));
        calls.put("publisher", () -> backend.publisher(20000));
        calls.put("resources", backend::resources);
        calls.put(
                "checks",
                () -> backend.checks()
                        .forEach(check -> assertThat(check.findings().get()).isNotEmpty()));
        return calls;
    }

    private static Backend backend(StubEngine stub, Duration each) {
        Engine engine = Engines.at(stub.address(), new Engine.Limits(each, each));
        return Engines.backend(engine);
    }

    @Test
    void everyMethodIsTested() {
        Stream<String> asking = Stream.of(Backend.class, ServiceAccess.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic())
                .map(java.lang.reflect.Method::getName)
                .filter(name -> !List.of(
                                "host",
                                "address",
                                "access",
                                "close",
                                "limitTime",
                                "imageLabels",
                                "dockerHost",
                                "check",
                                "mountsFiles",
                                "portsInUse",
                                "openForwards",
                                "closeForwards")
                        .contains(name))
                .distinct();
        assertThat(calls(backend(StubEngine.saying(""), Duration.ofSeconds(1))).keySet().stream()
                        .map(name -> name.split(" ", 2)[0])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(asking.toList());
    }

    /** Statuses that are not a refusal of one request, and invalid answers. */
    private static Stream<String> answers() {
        return Stream.of(
                StubEngine.response("503 Service Unavailable", PAUSED),
                StubEngine.response("502 Bad Gateway", "<html><body>nginx</body></html>"),
                StubEngine.response("500 Internal Server Error", PAUSED),
                StubEngine.response("500 Internal Server Error", ""),
                StubEngine.response("403 Forbidden", PAUSED),
                StubEngine.response("400 Bad Request", PAUSED),
                StubEngine.response("404 Not Found", PAUSED),
                StubEngine.response("404 Not Found", "404 page not found"),
                StubEngine.response("409 Conflict", PAUSED),
                StubEngine.response("401 Unauthorized", ""),
                StubEngine.response("418 I'm a teapot", "{\"message\": 5}"),
                StubEngine.response("101 Switching Protocols", ""),
                StubEngine.response("204 No Content", ""),
                StubEngine.response("301 Moved Permanently", ""),
                StubEngine.response("304 Not Modified", ""),
                StubEngine.response("999 Odd", ""),
                StubEngine.response("500 Internal Server Error", "{".repeat(50_000)),
                StubEngine.response("500 Internal Server Error", "{\"message\":\"" + "\\n".repeat(30_000) + "\"}"),
                StubEngine.response("200 OK", ""),
                StubEngine.response("200 OK", "OK"),
                StubEngine.response("200 OK", "null"),
                StubEngine.response("200 OK", "{}"),
                StubEngine.response("200 OK", "[]"),
                StubEngine.response("200 OK", "[null, {}, 5]"),
                StubEngine.response("200 OK", "[{}]"),
                StubEngine.response("200 OK", "[".repeat(100_000)),
                StubEngine.response("200 OK", "{\"Id\": \"../../x\", \"State\": null, \"Volumes\": [null]}"),
                StubEngine.response("200 OK", "{\"Id\": \"c1\\r\\nX: y\", \"State\": 5}"),
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[{\"Id\"",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n[]",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n[]",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[]\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[]",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/2 200\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002\n",
                "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n",
                "");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerBecomesAFailure(String answer) {
        try (StubEngine stub = StubEngine.saying(answer)) {
            calls(backend(stub, Duration.ofSeconds(20))).forEach((name, call) -> {
                Throwable thrown = catchThrowable(call);
                if (thrown != null) {
                    assertThat(thrown).as(name).isInstanceOfSatisfying(Failure.class, failure -> {
                        assertThat(failure.first()).isNotInstanceOf(Problem.Internal.class);
                        assertThat(failure.first().hints()).isNotEmpty();
                        assertThat(failure.first().message())
                                .doesNotContainPattern(
                                        "java\\.|Exception|source: |jackson|failed to respond|httpclient")
                                .hasSizeLessThan(2500);
                    });
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"503", "500", "502", "403", "400", "404", "409", "401", "418", "301"})
    void anErrorHasTheEnginesMessage(int status) {
        try (StubEngine stub = StubEngine.saying(StubEngine.response(status + " Odd", PAUSED))) {
            Backend backend = backend(stub, Duration.ofSeconds(20));
            for (ThrowingCallable call :
                    List.<ThrowingCallable>of(backend::location, () -> backend.observe("1111"), backend::resources)) {
                Problem problem = catchThrowableOfType(Failure.class, call).first();
                assertThat(problem).isInstanceOf(BackendProblem.Unavailable.class);
                assertThat(problem.message())
                        .isEqualTo("the Docker engine at " + stub.address().description() + " answers with status "
                                + status + ": Docker Desktop is manually paused");
                assertThat(problem.details())
                        .containsEntry("status", status)
                        .containsEntry("address", stub.address().address());
            }
        }
    }

    /** The kernel's message about a refused mount includes its options. */
    @Test
    void volumeOptionsAreRedacted() {
        VolumeSpec volume = new VolumeSpec.Named(
                "data", "/data", false, new VolumeSpec.Driver("local", Map.of("o", "username=me,password=hunter22")));
        ServiceSpec service = Declarations.withVolumes(SERVICE, volume);
        String refused = StubEngine.response(
                "500 Internal Server Error",
                "{\"message\":\"mount: username=me,password=hunter22: invalid argument\"}");
        StubEngine.Reply reply = (request, output) -> {
            String answer = request.startsWith("POST /volumes/create") || request.endsWith("/start")
                    ? refused
                    : request.startsWith("GET /volumes/")
                            ? StubEngine.response("404 Not Found", "{\"message\":\"no such volume\"}")
                            : StubEngine.response(
                                    "200 OK",
                                    request.matches("GET /(networks|containers/json)\\b.*") ? "[]" : "{\"Id\":\"c1\"}");
            output.write(answer.getBytes(StandardCharsets.US_ASCII));
        };
        try (StubEngine stub = new StubEngine(reply)) {
            Backend backend = backend(stub, Duration.ofSeconds(20));
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> backend.createNetworkAndVolumes(STACK, List.of(service)),
                    () -> backend.create(STACK, service, new LinkedHashMap<>(Map.of("5432", 20000)), "hash"),
                    () -> backend.restart(service, "c1"))) {
                Failure failure = catchThrowableOfType(Failure.class, call);
                assertThat(failure).hasMessageContaining("mount: username=me,password=******: invalid argument");
            }
        }
    }

    @Test
    void aLongMessageIsTruncated() {
        String long_ = "{\"message\":\"" + "x".repeat(30_000) + "\"}";
        try (StubEngine stub = StubEngine.saying(StubEngine.response("500 Odd", long_))) {
            Backend backend = backend(stub, Duration.ofSeconds(20));
            assertThat(catchThrowableOfType(Failure.class, () -> backend.observe("1111"))
                            .first()
                            .message())
                    .endsWith("x".repeat(2000) + "...");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\n", "x"})
    void endlessHeadersAreRefused(String beginning) {
        StubEngine.Reply endless = (_, output) -> {
            output.write(beginning.getBytes(StandardCharsets.US_ASCII));
            byte[] more = "A: b\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                output.write(more);
            }
        };
        try (StubEngine stub = new StubEngine(endless)) {
            Backend backend = backend(stub, Duration.ofSeconds(20));
            assertThat(catchThrowableOfType(Failure.class, () -> backend.observe("1111"))
                            .first()
                            .message())
                    .contains("its answer is not valid http");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "500 Odd"})
    void endlessBodiesAreRefused(String status) {
        StubEngine.Reply endless = (_, output) -> {
            output.write(("HTTP/1.1 " + status + "\r\n\r\n[\"").getBytes(StandardCharsets.US_ASCII));
            byte[] more = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                output.write(more);
            }
        };
        try (StubEngine stub = new StubEngine(endless)) {
            Backend backend = backend(stub, Duration.ofSeconds(30));
            assertThat(catchThrowableOfType(Failure.class, () -> backend.observe("1111"))
                            .first())
                    .isInstanceOf(BackendProblem.Unavailable.class);
        }
    }

    @Test
    void aDeadlineEndsEveryCall() {
        try (StubEngine stub = new StubEngine(StubEngine.ONLY_PING)) {
            inParallel(calls(backend(stub, Duration.ofSeconds(1))).keySet(), name -> {
                CurrentDeadline deadline = new CurrentDeadline();
                deadline.begin(Duration.ofSeconds(3));
                Engine engine =
                        new Engine(stub.address(), Optional.empty(), Progress.SILENT, deadline, Engine.Limits.USUAL);
                Backend backend = Engines.backend(engine);
                Instant begun = Instant.now();
                Throwable thrown = catchThrowable(calls(backend).get(name));
                assertThat(Duration.between(begun, Instant.now())).as(name).isLessThan(Duration.ofSeconds(10));
                if (!name.equals("verify")) {
                    assertThat(thrown)
                            .as(name)
                            .isInstanceOfSatisfying(
                                    Failure.class,
                                    late -> assertThat(late.first().hints())
                                            .as(late.getMessage())
                                            .anyMatch(hint -> hint.contains("--timeout")));
                }
            });
        }
    }

    /** In parallel, because most of the time is waiting. */
    private static void inParallel(Set<String> names, Consumer<String> check) {
        List<Callable<Boolean>> checks = new ArrayList<>();
        for (String name : names) {
            checks.add(() -> {
                check.accept(name);
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(names.size())) {
            for (Future<Boolean> done : threads.invokeAll(checks)) {
                assertThat(done.get()).isTrue();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Answers only the ping, so that each call hangs by itself. */
    @Test
    void everyCallToAHangingEngineEnds() {
        try (StubEngine stub = new StubEngine(StubEngine.ONLY_PING)) {
            Map<String, ThrowingCallable> all = calls(backend(stub, Duration.ofMillis(200)));
            all.remove("verify");
            inParallel(all.keySet(), name -> {
                Backend fresh = backend(stub, Duration.ofMillis(200));
                Throwable thrown = catchThrowable(calls(fresh).get(name));
                assertThat(thrown).as(name).isInstanceOf(Failure.class);
                assertThat(((Failure) thrown).first()).as(name).isInstanceOf(BackendProblem.Unavailable.class);
            });
        }
    }
}
