package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Their values would get into a copy, because Compose needs them to run. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "environment: [DOCKER_HOST]",
                "environment: {DOCKER_HOST}",
                "environment: {DOCKER_HOST: }",
                "environment: {DOCKER_HOST: null}",
                "- DOCKER_HOST",
                "DOCKER_HOST:\n  OTHER: x",
                "A: $PATH:/x",
                "A: ${PATH:-x}"
            })
    void findsSettings(String text) {
        assertThat(ComposeEnvironment.usesSetting(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environment: [DOCKER_HOST=tcp://docker:2376]",
                "environment: {\"DOCKER_HOST\": tcp://docker}",
                "CONFIG_PATH: ${CONFIG_PATH}",
                "A: ${PATHS} ${DOCKER_HOSTS}"
            })
    void ignoresAssignedNames(String text) {
        assertThat(ComposeEnvironment.usesSetting(text)).isFalse();
    }

    /** They are passed on the command line. */
    @Test
    void composeFindsNoEnvFiles() {
        assertThat(ComposeEnvironment.of(Map.of("COMPOSE_ENV_FILES", "a.env")))
                .containsEntry("COMPOSE_DISABLE_ENV_FILE", "true")
                .doesNotContainKey("COMPOSE_ENV_FILES");
    }
}
