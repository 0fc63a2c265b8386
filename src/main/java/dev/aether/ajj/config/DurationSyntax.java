package dev.aether.ajj.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code "500ms"}, {@code "60s"}, {@code "2m"}, {@code "1m30s"}. */
final class DurationSyntax {
    private static final String HINT = "write it like \"500ms\", \"60s\", \"2m\" or \"1m30s\"";
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?(?:(\\d{1,9})ms)?");

    private DurationSyntax() {}

    static Duration parse(Object value) {
        if (!(value instanceof String text)) {
            throw new BadValue(TypeNames.mismatch("a string", value), HINT);
        }
        Matcher matcher = DURATION.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new BadValue("\"" + text + "\" is not a duration", HINT);
        }
        Duration duration = Duration.ofHours(number(matcher, 1))
                .plusMinutes(number(matcher, 2))
                .plusSeconds(number(matcher, 3))
                .plusMillis(number(matcher, 4));
        if (duration.isZero()) {
            throw new BadValue("it must be longer than nothing", HINT);
        }
        return duration;
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
