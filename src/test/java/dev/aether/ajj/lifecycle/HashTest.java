package dev.aether.ajj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.inject.QuteTemplates;
import dev.aether.ajj.model.ServiceSpec;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HashTest {
    private static final Path ROOT = Path.of("/repo/main");
    private static final String DECLARATION = """
            [services.db]
            image = "postgres:15"
            ports = ["5432", "15053:53/udp"]
            env = { POSTGRES_PASSWORD = "hunter2", A = "${B}" }
            volumes = ["data:/data", "./conf:/etc/conf:ro"]
            command = ["postgres", "-c", "fsync=off"]
            user = "1000"
            tmpfs = ["/tmp"]
            memory = "256m"
            """;

    @Test
    void containersOfFormerVersionsStay() {
        assertThat(hash(DECLARATION)).isEqualTo("e04a9eddd4ec");
    }

    @Test
    void aDependencyIsNoPartOfTheContainer() {
        assertThat(hash(DECLARATION + "depends_on = { job = \"completed\" }\n[services.job]\nimage = \"job\"\n"))
                .isEqualTo(hash(DECLARATION));
    }

    @Test
    void aHostNameThatIsSetCounts() {
        assertThat(hash(DECLARATION + "hostname = \"db1\"\n")).isNotEqualTo(hash(DECLARATION));
    }

    private static String hash(String toml) {
        ServiceSpec service = new ConfigReader(new QuteTemplates())
                .parse(ROOT.resolve("aether.toml"), toml)
                .services()
                .get("db");
        return Hash.of(Objects.requireNonNull(service), ROOT);
    }
}
