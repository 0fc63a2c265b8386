package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.ComposeSource;
import dev.aether.ajj.spi.Deadline;
import dev.aether.ajj.spi.ProcessContext;
import dev.aether.ajj.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script in place of Compose. */
class ComposeServicesTest {
    private static final String COMPOSE = """
            #!/bin/sh
            case "$*" in
            *version*) echo 2.40.0 ;;
            *) echo '{"services": {"web": {"image": "x", "env_file": [{"path": "/etc/passwd"}]}}}' ;;
            esac
            """;

    @TempDir
    Path directory;

    private ComposeSource.Composed read(String trust) throws IOException {
        return read(COMPOSE, trust);
    }

    private ComposeSource.Composed read(String compose, String trust) throws IOException {
        Scripts.write(directory.resolve("docker-compose"), compose);
        Path file = Files.writeString(directory.resolve("compose.yaml"), "services: {}\n");
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", directory.toString());
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        environment.put("AJJ_TRUST", trust);
        return new ComposeServices(new ProcessContext(environment, directory), Deadline.NONE)
                .read(new ComposeSource.Request(List.of(file), directory, List.of(), List.of()));
    }

    /** A call that trusts everything leaves nothing in the cache for those that do not. */
    @Test
    void whatATrustingCallHasReadIsCheckedForOthers() throws IOException {
        assertThat(read("all").services()).containsExactly("web");

        Failure refused = catchThrowableOfType(Failure.class, () -> read(""));

        assertThat(refused.first().message()).contains("env_file of web is outside the workspace");
    }

    /** A container that mounts the directory of a compose file can change it between two readings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*--no-interpolate*) echo '{\"services\": {\"web\": {\"image\": \"x\"}}}' ;;",
                "*--no-interpolate*) PATH=/bin:/usr/bin; mv compose.yaml other; mv other compose.yaml;"
                        + " echo '{\"services\": {\"web\": {\"image\": \"x\"}, \"new\": {\"image\": \"x\"}}}' ;;"
            })
    void filesThatChangeBetweenTwoReadingsAreReadAgainAndThenRefused(String first) {
        String compose = """
                #!/bin/sh
                case "$*" in
                *version*) echo 2.40.0 ;;
                %s
                *) echo '{"services": {"new": {"image": "x"}}}'; echo >> readings ;;
                esac
                """.formatted(first);

        Failure refused = catchThrowableOfType(Failure.class, () -> read(compose, ""));

        assertThat(refused.first().message()).isEqualTo("it, or a file that it names, changed while ajj read it");
        assertThat(directory.resolve("readings")).hasContent("\n\n\n");
    }
}
