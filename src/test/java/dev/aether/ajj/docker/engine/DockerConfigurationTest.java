package dev.aether.ajj.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logins of {@code docker login}, for the registries of images. */
class DockerConfigurationTest {
    /** The words are "me:secret" and "you:more:secret". */
    private static final String CONFIG = """
            {"auths": {
              "index.docker.io": {"auth": "b3RoZXI6b3RoZXI="},
              "https://index.docker.io/v1/": {"auth": "bWU6c2VjcmV0"},
              "https://registry.example.com": {"auth": "eW91Om1vcmU6c2VjcmV0"},
              "localhost:5000": {"identitytoken": "token"},
              "token.example.com": {"registrytoken": "token"},
              "plain.example.com": {"username": "me", "password": "secret"},
              "damaged.example.com": {"auth": "bWU6c2Vjc"},
              "helper.example.com": {}
            }}
            """;

    @TempDir
    private Path directory;

    private JsonNode login(String image) throws IOException {
        Files.writeString(directory.resolve("config.json"), CONFIG);
        String header = new DockerConfiguration(directory).login(image).orElse("bnVsbA==");
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(header));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres:15, me, secret, https://index.docker.io/v1/",
        "library/postgres, me, secret, https://index.docker.io/v1/",
        "docker.io/org/app, me, secret, https://index.docker.io/v1/",
        "plain.example.com/app, me, secret, plain.example.com",
        "registry.example.com/team/app:1, you, more:secret, registry.example.com",
    })
    void theRegistryOfTheImageDecides(String image, String user, String password, String server) throws IOException {
        JsonNode login = login(image);
        assertThat(login.path("username").asText()).isEqualTo(user);
        assertThat(login.path("password").asText()).isEqualTo(password);
        assertThat(login.path("serveraddress").asText()).isEqualTo(server);
    }

    @Test
    void aTokenReplacesThePassword() throws IOException {
        assertThat(login("localhost:5000/app").path("identitytoken").asText()).isEqualTo("token");
        assertThat(login("token.example.com/app").path("registrytoken").asText())
                .isEqualTo("token");
    }

    @Test
    void aDamagedLoginIsReported() {
        assertThatThrownBy(() -> login("damaged.example.com/app"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the docker configuration cannot be read: ");
    }

    @ParameterizedTest
    @CsvSource({"other.example.com/app", "helper.example.com/app", "localhost/app"})
    void thereMayBeNoLogin(String image) throws IOException {
        assertThat(login(image).isNull()).isTrue();
    }

    @Test
    void thereMayBeNoConfiguration() {
        assertThat(new DockerConfiguration(directory).login("postgres:15")).isEmpty();
    }
}
