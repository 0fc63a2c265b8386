package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Definition.Check;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.compose.Value.Sequence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key {@code healthcheck}. */
final class CheckReader {
    private static final String HINT = "write [\"CMD\", \"program\"], [\"CMD-SHELL\", \"...\"] or [\"NONE\"]";
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|us|ns|m|s)");
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration ENGINES_INTERVAL = Duration.ofSeconds(30);
    private static final Duration ENGINES_TIMEOUT = Duration.ofSeconds(30);
    private static final int ENGINES_RETRIES = 3;

    private final Fields check;
    private final Notes notes;

    private CheckReader(Fields check, Notes notes) {
        this.check = check;
        this.notes = notes;
    }

    /** Empty when there is none, or none that ajj could ask. */
    static Optional<Check> read(Fields service, Notes notes) {
        return service.fields("healthcheck").flatMap(check -> new CheckReader(check, notes).read());
    }

    private Optional<Check> read() {
        boolean disabled = check.scalar("disable").map(Scalar::text).orElse("").equals("true");
        Optional<Placed<List<String>>> test = check.value("test").flatMap(this::test);
        boolean none =
                test.map(placed -> placed.value().getFirst().equals("NONE")).orElse(false);
        if (disabled || none) {
            notes.add(
                    "healthcheck",
                    "ajj cannot switch the image's own healthcheck off: it counts, if there is one",
                    check.position());
            return Optional.empty();
        }
        return Optional.of(new Check(test, patience()));
    }

    private Optional<Placed<List<String>>> test(Value value) {
        if (value instanceof Scalar scalar) {
            return Optional.of(Placed.of(scalar, each -> List.of("sh", "-c", each.text())));
        }
        if (!(value instanceof Sequence)) {
            check.report(value.position(), "test", "expected a list or a single value, found " + value.kind(), HINT);
            return Optional.empty();
        }
        List<Scalar> words = check.scalars("test");
        List<String> texts = words.stream().map(Scalar::text).toList();
        String kind = texts.isEmpty() ? "" : texts.getFirst();
        boolean understood = kind.equals("NONE")
                || (texts.size() > 1 && List.of("CMD", "CMD-SHELL").contains(kind));
        if (!understood) {
            check.report(value.position(), "test", "it must begin with NONE, CMD or CMD-SHELL", HINT);
            return Optional.empty();
        }
        List<String> command = switch (kind) {
            case "CMD" -> texts.subList(1, texts.size());
            case "CMD-SHELL" -> List.of("sh", "-c", texts.get(1));
            default -> texts;
        };
        return Optional.of(Placed.ofAll(words, command, value.position()));
    }

    /** How long compose gives a service that answers "no" each time: all tries, behind the time it has to start. */
    private Optional<Placed<Duration>> patience() {
        boolean said = List.of("interval", "timeout", "retries", "start_period").stream()
                .anyMatch(check::has);
        if (!said) {
            return Optional.empty();
        }
        Duration all = duration("interval", ENGINES_INTERVAL)
                .multipliedBy(retries())
                .plus(duration("timeout", ENGINES_TIMEOUT))
                .plus(duration("start_period", Duration.ZERO));
        boolean _ = check.has("start_interval");
        return Optional.of(new Placed<>(all, check.position(), java.util.Set.of()));
    }

    private long retries() {
        Optional<Scalar> retries = check.scalar("retries");
        if (retries.isPresent() && !retries.get().text().matches("\\d{1,6}")) {
            check.report(retries.get().position(), "retries", "this is no number", "write retries: 3");
        }
        return retries.filter(scalar -> scalar.text().matches("\\d{1,6}"))
                .map(scalar -> Long.parseLong(scalar.text()))
                .filter(count -> count > 0)
                .orElse((long) ENGINES_RETRIES);
    }

    private Duration duration(String key, Duration otherwise) {
        Optional<Scalar> scalar = check.scalar(key);
        if (scalar.isEmpty()) {
            return otherwise;
        }
        Optional<Duration> duration = duration(scalar.get().text());
        if (duration.isEmpty()) {
            check.report(scalar.get().position(), key, "this is no duration", "write it like 30s or 1m30s");
        }
        return duration.filter(found -> !found.isZero()).orElse(otherwise);
    }

    /** A duration as Go writes it: {@code 1m30s}, {@code 1.5h}, {@code 500ms}; at most {@link #LONGEST}. */
    static Optional<Duration> duration(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int index = 0;
        while (index < text.length()) {
            if (!part.region(index, text.length()).lookingAt()) {
                return text.equals("0") ? Optional.of(Duration.ZERO) : Optional.empty();
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanos(part.group(2)))));
            index = part.end();
        }
        BigDecimal longest = BigDecimal.valueOf(LONGEST.toNanos());
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.min(longest).longValue()));
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(1).toNanos();
            case "m" -> Duration.ofMinutes(1).toNanos();
            case "s" -> Duration.ofSeconds(1).toNanos();
            case "ms" -> Duration.ofMillis(1).toNanos();
            case "us" -> 1000;
            default -> 1;
        };
    }
}
