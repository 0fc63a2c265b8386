package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.model.service.Healthcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Translates the healthcheck of a service: to a command, and a timeout until the service is ready. */
record ModelHealthcheck(JsonNode json) {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int DEFAULT_RETRIES = 3;

    private static final Duration MIN = Healthcheck.DEFAULT_TIMEOUT;
    private static final Duration MAX = Duration.ofDays(1);

    boolean isDisabled() {
        return json.path("disable").asBoolean()
                || json.path("test").path(0).asText().equals("NONE");
    }

    /** Returns the command; empty when the healthcheck is the image's, or disabled. */
    Optional<List<String>> command() {
        List<String> test = new ArrayList<>();
        json.path("test").forEach(word -> test.add(ModelService.text(word).orElse("")));
        if (isDisabled() || test.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                test.getFirst().equals("CMD-SHELL") ? List.of("sh", "-c", test.get(1)) : test.subList(1, test.size()));
    }

    /** Returns how long Compose waits for a service that never becomes healthy: the start period and all retries. */
    Optional<Duration> timeout() {
        boolean given =
                Stream.of("interval", "timeout", "retries", "start_period").anyMatch(json::has);
        if (!given || isDisabled()) {
            return Optional.empty();
        }
        int retries = json.path("retries").asInt() > 0 ? json.path("retries").asInt() : DEFAULT_RETRIES;
        Duration all = duration("interval", DEFAULT_INTERVAL)
                .multipliedBy(retries)
                .plus(duration("timeout", DEFAULT_TIMEOUT))
                .plus(duration("start_period", Duration.ZERO));
        return Optional.of(Collections.max(List.of(MIN, Collections.min(List.of(all, MAX)))));
    }

    private Duration duration(String key, Duration otherwise) {
        return Optional.of(json.path(key).asText())
                .filter(text -> !text.isEmpty())
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive)
                .orElse(otherwise);
    }
}
