package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposeEnvironmentTest {
    private static final Map<String, String> USERS = Map.of(
            "HOME", "/home/me",
            "COMPOSE_PROFILES", "a",
            "COMPOSE_FILE", "other.yaml",
            "DOCKER_CONFIG", "/c",
            "AWS_SECRET_ACCESS_KEY", "s",
            "DATABASE_URL", "postgres://prod");

    @Test
    void saysWhoAndWhereTheUserIsAndNoMore() {
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
    void passesEverythingToThoseWhoTrustAll() {
        Map<String, String> trusting = new java.util.HashMap<>(USERS);
        trusting.put("AJJ_TRUST", "all");

        assertThat(ComposeEnvironment.of(trusting))
                .containsKeys("AWS_SECRET_ACCESS_KEY", "DATABASE_URL")
                .doesNotContainKey("COMPOSE_FILE");
    }

    @Test
    void filesThatTheUserNamesAreRead() {
        assertThat(ComposeEnvironment.of(Map.of("COMPOSE_ENV_FILES", "a.env")))
                .containsKey("COMPOSE_ENV_FILES")
                .doesNotContainKey("COMPOSE_DISABLE_ENV_FILE");
    }
}
