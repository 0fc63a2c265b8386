package dev.aether.ajj.system.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilentLogsTest {

    @Test
    void isWhatJavaFinds() {
        assertThat(System.LoggerFinder.getLoggerFinder()).isInstanceOf(SilentLogs.class);
        assertThat(System.getLogger("java.lang.ProcessBuilder").isLoggable(System.Logger.Level.ERROR))
                .isFalse();
    }
}
