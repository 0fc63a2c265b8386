package dev.aether.ajj.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class InstantConverterTest {
    private final InstantConverter moments =
            new InstantConverter(() -> Clock.fixed(Instant.parse("2030-01-31T12:00:00Z"), ZoneId.of("+02:00")));

    @ParameterizedTest
    @CsvSource({
        "10m, 2030-01-31T11:50:00Z",
        "1h30m, 2030-01-31T10:30:00Z",
        "2030-01-31T11:00:00Z, 2030-01-31T11:00:00Z",
        "2030-01-31T11:00:00.5+01:00, 2030-01-31T10:00:00.5Z",
        "2030-01-31T11:00, 2030-01-31T09:00:00Z",
        "2030-01-31, 2030-01-30T22:00:00Z",
        "1895832000, 2030-01-28T12:00:00Z"
    })
    void parsesTimes(String text, Instant moment) {
        assertThat(moments.convert(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "10", "-5m", "2030-13-01", "12:00"})
    void refusesInvalidTimes(String text) {
        assertThatThrownBy(() -> moments.convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
