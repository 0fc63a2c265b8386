package dev.aether.ajj.docker.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aether.ajj.docker.Engines;
import dev.aether.ajj.docker.StubEngine;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.docker.engine.EngineIdentity;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Finding.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of engines, by their own descriptions. */
class EngineChecksTest {
    /** A range in which no machine has an address, with four subnets. */
    private static final SubnetRange RANGE = SubnetRange.parse("198.18.0.0/24").orElseThrow();

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final StubEngine stub = StubEngine.answering(this::answer);
    private final Engine engine = Engines.at(stub.address());
    private String version = "{\"Version\": \"20.10.24\", \"ApiVersion\": \"1.41\"}";
    private String info = "{\"OSType\": \"linux\", \"DockerRootDir\": \"/var/lib/docker\"}";
    private String networks = "[]";
    private String status = "200 OK";

    @AfterEach
    void stop() {
        engine.close();
        stub.close();
    }

    @Test
    void reportsTheEngine() {
        Finding found = look("engine");

        assertThat(found.message()).matches("Docker Engine 20\\.10\\.24, API 1\\.41, at tcp://127\\.0\\.0\\.1:\\d+ .*");
        assertThat(found.status()).isEqualTo(Status.OK);
        assertThat(found.details())
                .containsEntry("api_version", "1.41")
                .containsEntry("rootless", false)
                .containsEntry("origin", "from [backend] socket");
    }

    @Test
    void rootlessPodman() {
        version = "{\"Version\": \"4.3.1\", \"ApiVersion\": \"1.41\", \"Components\": [{\"Name\": \"Podman Engine\"}]}";
        info = "{\"SecurityOptions\": [\"name=seccomp\", \"name=rootless\"]}";

        assertThat(look("engine").message()).startsWith("Podman 4.3.1, rootless, API 1.41, at ");
        assertThat(look("networks").message()).matches(".* about 4\\d{4} free subnets, .*");
    }

    @ParameterizedTest
    @CsvSource({"1.40, BROKEN", "1.24, BROKEN", "1.41, OK", "1.52, OK", "2.0, OK"})
    void apiVersions(String api, Status expected) {
        version = "{\"Version\": \"1\", \"ApiVersion\": \"" + api + "\"}";

        assertThat(look("engine").status()).isEqualTo(expected);
    }

    @Test
    void refusesWindowsContainers() {
        info = "{\"OSType\": \"windows\"}";

        assertThat(look("engine").problem()).containsInstanceOf(BackendProblem.Unavailable.class);
    }

    @Test
    void warnsOfAnEngineOnAnotherMachine() {
        EngineAddress remote = EngineAddress.find(Optional.of("tcp://10.0.0.1:2375"), Map.of());
        EngineAddress local = EngineAddress.find(Optional.of("tcp://localhost:2375"), Map.of());

        assertThat(new EngineIdentity(remote, NOTHING, NOTHING).finding().status())
                .isEqualTo(Status.WARNING);
        assertThat(new EngineIdentity(local, NOTHING, NOTHING).finding().status())
                .isEqualTo(Status.OK);
    }

    @Test
    void usesReportedAddressPools() {
        info =
                "{\"DefaultAddressPools\": [{\"Base\": \"198.19.0.0/16\", \"Size\": 24}, {\"Base\": \"fd00::/8\", \"Size\": 64}]}";
        networks = "[{\"Name\": \"n\", \"IPAM\": {\"Config\": [{\"Subnet\": \"198.19.0.0/17\"}]}}]";

        assertThat(look("networks").message())
                .isEqualTo("1 network; the engine has about 128 free subnets, ajj's own range 198.18.0.0/24 has 4");
    }

    @Test
    void usesDockersDefaultAddressPools() {
        assertThat(addresses("172.17.0.0/16", "192.168.0.0/17").details())
                .containsEntry("engine_left", 14L + 8L)
                .containsEntry("own_left", 4L);
    }

    @Test
    void exhaustedAddressPools() {
        Finding few = addresses("172.16.0.0/12", "192.168.0.0/16");
        assertThat(few.status()).isEqualTo(Status.WARNING);
        assertThat(few.message())
                .isEqualTo("2 networks; the engine has no free subnets, ajj's own range 198.18.0.0/24 has 4");

        Finding none = addresses("172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/24");
        assertThat(none.status()).isEqualTo(Status.BROKEN);
        assertThat(none.hints()).first().asString().contains("docker network prune");
    }

    /** Docker's default pools, on a machine without addresses of its own. */
    private static Finding addresses(String... used) {
        return new AddressPools(AddressPools.of(NOTHING, false), RANGE)
                .finding(
                        used.length,
                        Arrays.stream(used)
                                .flatMap(subnet -> SubnetRange.parse(subnet).stream())
                                .toList());
    }

    @ParameterizedTest
    @CsvSource({"49999999, BROKEN", "50000000, WARNING", "1999999999, WARNING", "2000000000, OK"})
    void freeSpace(long free, Status expected) {
        assertThat(EngineDisk.finding("/var/lib/docker", free).status()).isEqualTo(expected);
    }

    @Test
    void doesNotCheckTheDiskOfAnotherMachine() {
        assertThat(look("disk").message()).startsWith("the engine's disk cannot be checked from here");
    }

    @Test
    void anEngineThatRefusesInformationIsBroken() {
        status = "403 Forbidden";

        Failure failure = catchThrowableOfType(Failure.class, () -> look("engine"));

        assertThat(failure.first()).isInstanceOf(BackendProblem.Unavailable.class);
        assertThat(failure.first().message()).endsWith("answers with status 403");
    }

    private Finding look(String name) {
        List<Finding> findings = new EngineChecks(engine, RANGE)
                .all().stream()
                        .filter(check -> check.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .findings()
                        .get();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private String answer(String request) {
        return StubEngine.response(
                status,
                switch (StubEngine.path(request)) {
                    case "/version" -> version;
                    case "/info" -> info;
                    case "/networks" -> networks;
                    default -> "";
                });
    }
}
