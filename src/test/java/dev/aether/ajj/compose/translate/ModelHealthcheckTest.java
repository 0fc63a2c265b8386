package dev.aether.ajj.compose.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.model.service.Healthcheck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelHealthcheckTest {

    private static Healthcheck check(String keys) {
        return PrintedModel.web("healthcheck: {" + keys + "}").service().healthcheck();
    }

    @Test
    void commandsWithAndWithoutAShell() {
        assertThat(check("test: ['CMD', 'pg_isready', '-U', 'x']").check())
                .isEqualTo(new Healthcheck.Command(List.of("pg_isready", "-U", "x")));
        assertThat(check("test: ['CMD-SHELL', 'curl x || exit 1']").check())
                .isEqualTo(new Healthcheck.Command(List.of("sh", "-c", "curl x || exit 1")));
    }

    @Test
    void theImagesCheckMayHaveAnotherTimeout() {
        assertThat(check("interval: '1m0s'"))
                .isEqualTo(new Healthcheck(new Healthcheck.Default(), Duration.ofSeconds(210)));
    }

    @Test
    void aDisabledCheckHasNoCommand() {
        for (String keys :
                List.of("disable: true", "test: ['NONE']", "disable: true, test: ['CMD', 'x'], interval: '5m'")) {
            PrintedModel model = PrintedModel.web("healthcheck: {" + keys + "}");
            assertThat(model.service().healthcheck())
                    .isEqualTo(new Healthcheck(new Healthcheck.Disabled(), Healthcheck.DEFAULT_TIMEOUT));
            assertThat(model.service().container().process().lifetime().unchecked())
                    .isTrue();
            assertThat(model.notes()).isEmpty();
        }
    }

    /** As long as Compose waits: the start period and all retries, at least a minute. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            interval: '1s', timeout: '1s', retries: 1                        | 60
            interval: '10s', timeout: '5s', retries: 12, start_period: '30s' | 155
            start_period: '1h0m0s'                                           | 3720
            interval: '0s', retries: 0                                       | 120
            interval: '1.5s', retries: 100                                   | 180
            interval: '720h0m0s', retries: 4294967295                        | 86400
            interval: '2562047h0m0s', retries: 2000000000                    | 86400
            """)
    void timeouts(String keys, long seconds) {
        assertThat(check(keys).timeout()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1m30s, 90000", "500ms, 500", "1.5ms, 1", "0s, 0", "9999999h, 35999996400000", "1h0m0.25s, 3600250"})
    void parsesDurationsOfGo(String text, long millis) {
        assertThat(ModelHealthcheck.duration(text)).map(Duration::toMillis).contains(millis);
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "5", "1s x", "s", "10ns"})
    void invalidDurations(String text) {
        assertThat(ModelHealthcheck.duration(text)).isEmpty();
    }
}
