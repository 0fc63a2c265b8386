package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.text.Durations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Translates the healthcheck of a service: to a command, and a timeout until the service is ready. */
record ModelHealthcheck(JsonNode json) {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int DEFAULT_RETRIES = 3;
    private static final Duration MAX = Duration.ofDays(1);

    /** Returns the table {@code healthcheck}; empty when the image's is used as it is. */
    Map<String, Object> table() {
        if (json.path("disable").asBoolean()
                || json.path("test").path(0).asText().equals("NONE")) {
            return Map.of("disable", true);
        }
        Map<String, Object> table = new LinkedHashMap<>();
        List<String> test = new ArrayList<>();
        json.path("test").forEach(word -> test.add(ModelService.text(word).orElse("")));
        if (test.size() > 1) {
            boolean line = test.getFirst().equals("CMD-SHELL");
            table.put("command", line ? List.of("sh", "-c", test.get(1)) : test.subList(1, test.size()));
        }
        if (Stream.of("interval", "timeout", "retries", "start_period").anyMatch(json::has)) {
            table.put("timeout", timeout().toSeconds() + "s");
        }
        return table;
    }

    /** Returns how long Compose waits for a service that never becomes healthy: the start period and all retries. */
    private Duration timeout() {
        int retries = json.path("retries").asInt() > 0 ? json.path("retries").asInt() : DEFAULT_RETRIES;
        Duration all = duration("interval", DEFAULT_INTERVAL)
                .multipliedBy(retries)
                .plus(duration("timeout", DEFAULT_TIMEOUT))
                .plus(duration("start_period", Duration.ZERO));
        return Durations.max(Healthcheck.DEFAULT_TIMEOUT, Durations.min(all, MAX));
    }

    private Duration duration(String key, Duration otherwise) {
        return duration(json.path(key).asText())
                .filter(Duration::isPositive)
                .map(found -> Durations.min(found, MAX))
                .orElse(otherwise);
    }

    /** Parses a duration as Go prints it: {@code 1h0m0.5s} or {@code 500ms}; empty for shorter ones and other texts. */
    static Optional<Duration> duration(String text) {
        try {
            boolean milliseconds = text.endsWith("ms");
            Duration found = Duration.parse("PT" + (milliseconds ? text.replace("ms", "s") : text));
            return Optional.of(milliseconds ? found.dividedBy(1000) : found);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
