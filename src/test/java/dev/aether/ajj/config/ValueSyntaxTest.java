package dev.aether.ajj.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.model.Healthcheck;
import dev.aether.ajj.model.ServiceSpec;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The many ways in which a value can be written. */
class ValueSyntaxTest {

    private static ServiceSpec read(String keys) {
        return WithoutTemplates.parse(Path.of("/repository/aether.toml"), "[services.web]\n" + keys)
                .services()
                .sequencedValues()
                .getLast();
    }

    private static ServiceSpec service(String keys) {
        return read("image = \"web\"\n" + keys);
    }

    @ParameterizedTest
    @CsvSource({
        "http://:8080/healthz,        8080, /healthz",
        "http://localhost:8080/x?a=b, 8080, /x?a=b",
        "http://127.0.0.1:8080,       8080, /",
        "http://localhost/ready,      80,   /ready",
    })
    void healthchecksAskOverHttp(String address, int port, String path) {
        assertThat(service("ports = [\"80\", \"8080\"]\nhealthcheck.http = \"" + address + "\"\n")
                        .healthcheck()
                        .check())
                .isEqualTo(new Healthcheck.Http(port, path));
    }

    @Test
    void healthchecksAskAPort() {
        assertThat(service("ports = [\"80\"]\nhealthcheck = { tcp = 80, timeout = \"500ms\" }\n")
                        .healthcheck())
                .isEqualTo(new Healthcheck(new Healthcheck.Tcp(80), Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres",
        "postgres:15.2-alpine",
        "library/postgres",
        "ghcr.io/team/app:1.2",
        "localhost:5000/app",
        "REGISTRY.example.com/app",
        "a/b-c/d__e.f:V1",
        "redis@sha256:0123456789012345678901234567890123456789012345678901234567890123",
        "redis:7@sha256:0123456789012345678901234567890123456789012345678901234567890123",
    })
    void imagesMayHaveARegistryATagAndADigest(String image) {
        assertThat(read("image = \"" + image + "\"\n").image()).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({"6m, 6291456", "64MB, 67108864", "1GiB, 1073741824", "6291456, 6291456", "1 g, 1073741824"})
    void memoryHasManyUnits(String memory, long bytes) {
        assertThat(service("memory = \"" + memory + "\"\n").container().memoryBytes())
                .hasValue(bytes);
    }

    @ParameterizedTest
    @CsvSource({"'60s', 60000", "'500ms', 500", "'2m', 120000", "'1m30s', 90000", "'1h', 3600000", "'1s500ms', 1500"})
    void durationsHaveManyUnits(String text, long milliseconds) {
        assertThat(DurationSyntax.parse(text)).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @Test
    void aCommandIsSplitAsAShellDoes() {
        assertThat(CommandSyntax.parse("redis-server  --save '' \"a \\\"b\\\"\" c\\ d e'f'g '&&' x|y"))
                .containsExactly("redis-server", "--save", "", "a \"b\"", "c d", "efg", "&&", "x|y");
    }
}
