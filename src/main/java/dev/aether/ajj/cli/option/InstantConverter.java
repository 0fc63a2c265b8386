package dev.aether.ajj.cli.option;

import dev.aether.ajj.model.text.Durations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Parses points in time: a duration before now, a time with an offset, a local time or day, or seconds since 1970 as
 * {@code date +%s} prints them.
 */
public final class InstantConverter implements ITypeConverter<Instant> {
    private final Supplier<Clock> clocks;

    /** Every command creates a converter, and few use it: the time zones take 8 ms to load. */
    public InstantConverter() {
        this(Clock::systemDefaultZone);
    }

    /** @param clocks the current time, and the time zone of local times */
    InstantConverter(Supplier<Clock> clocks) {
        this.clocks = clocks;
    }

    @Override
    public Instant convert(String text) {
        Clock clock = clocks.get();
        List<Function<String, Optional<Instant>>> readings = List.of(
                word -> Durations.parse(word).map(clock.instant()::minus),
                reading(Instant::parse),
                reading(word ->
                        LocalDateTime.parse(word).atZone(clock.getZone()).toInstant()),
                reading(word ->
                        LocalDate.parse(word).atStartOfDay(clock.getZone()).toInstant()),
                InstantConverter::seconds);
        return readings.stream()
                .flatMap(reading -> reading.apply(text.strip()).stream())
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is not a time such as 10m, 2030-01-31T12:00:00Z or 2030-01-31"));
    }

    private static Function<String, Optional<Instant>> reading(Function<String, Instant> parser) {
        return word -> {
            try {
                return Optional.of(parser.apply(word));
            } catch (DateTimeException another) {
                return Optional.empty();
            }
        };
    }

    private static Optional<Instant> seconds(String word) {
        return word.matches("\\d{9,11}") ? Optional.of(Instant.ofEpochSecond(Long.parseLong(word))) : Optional.empty();
    }
}
