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
        Scripts.write(directory.resolve("docker-compose"), COMPOSE);
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
}
