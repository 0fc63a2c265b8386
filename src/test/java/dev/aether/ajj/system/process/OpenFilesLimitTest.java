package dev.aether.ajj.system.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.system.process.OpenFilesLimit.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesLimitTest {

    @Test
    void readsProcLimits(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             385461               unlimited            processes
                Max open files            1024                 524288               files
                """);

        assertThat(OpenFilesLimit.limits(file)).contains(new Limits(1024, 524288));
        assertThat(OpenFilesLimit.limits(directory.resolve("none"))).isEmpty();
    }

    @Test
    void lowersOnlyARaisedLimit() {
        Limits parent = new Limits(1024, 4096);

        assertThat(new Limits(4096, 4096).wasRaisedFrom(parent)).isTrue();
        assertThat(new Limits(2048, 4096).wasRaisedFrom(parent)).isFalse();
        assertThat(new Limits(2048, 2048).wasRaisedFrom(parent)).isFalse();
        assertThat(new Limits(1024, 1024).wasRaisedFrom(new Limits(1024, 1024))).isFalse();
    }
}
