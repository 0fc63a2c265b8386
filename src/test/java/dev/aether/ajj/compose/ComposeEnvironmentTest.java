package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeEnvironmentTest {
    private static final Map<String, String> USERS = Map.of(
            "HOME", "/home/me",
            "COMPOSE_PROFILES", "a",
            "COMPOSE_FILE", "other.yaml",
            "DOCKER_CONFIG", "/c",
            "AWS_SECRET_ACCESS_KEY", "s",
            "DATABASE_URL", "postgres://prod");

    @Test
    void passesOnlyIdentifyingVariables() {
        assertThat(ComposeEnvironment.of(USERS))
                .containsOnlyKeys(
                        "HOME",
                        "COMPOSE_PROFILES",
                        "DOCKER_CONFIG",
                        "COMPOSE_DISABLE_ENV_FILE",
                        "COMPOSE_EXPERIMENTAL_GIT_REMOTE",
                        "COMPOSE_EXPERIMENTAL_OCI_REMOTE");
    }

    @Test
    void passesTheDirectoryWithoutLinks(@TempDir Path temporary) throws IOException {
        Path real = temporary.toRealPath();
        Path link = Files.createSymbolicLink(real.resolve("link"), Files.createDirectory(real.resolve("there")));

        assertThat(ComposeEnvironment.of(Map.of("PWD", link.toString())))
                .containsEntry("PWD", real.resolve("there").toString());
    }

    @Test
    void passesAllVariablesWithTrust() {
        Map<String, String> trusting = new java.util.HashMap<>(USERS);
        trusting.put("AJJ_TRUST", "all");

        assertThat(ComposeEnvironment.of(trusting))
                .containsKeys("AWS_SECRET_ACCESS_KEY", "DATABASE_URL")
                .doesNotContainKey("COMPOSE_FILE");
    }

    @Test
    void passesTheUsersEnvFiles() {
        assertThat(ComposeEnvironment.of(Map.of("COMPOSE_ENV_FILES", "a.env")))
                .containsKey("COMPOSE_ENV_FILES")
                .doesNotContainKey("COMPOSE_DISABLE_ENV_FILE");
    }
}
