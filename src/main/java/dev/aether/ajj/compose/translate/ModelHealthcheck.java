package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.model.ModelService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The healthcheck of a service as aether.toml has it: a command, and the time that a service has until it is ready. */
record ModelHealthcheck(JsonNode json) {
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
    private static final int USUAL_RETRIES = 3;
    /** A service of a compose file that is healthy soon is not given less than others. */
    private static final Duration LEAST = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofDays(1);

    boolean isDisabled() {
        return json.path("disable").asBoolean()
                || json.path("test").path(0).asText().equals("NONE");
    }

    /** Empty when the healthcheck is the image's own, or disabled. */
    Optional<List<String>> command() {
        List<String> test = new ArrayList<>();
        json.path("test").forEach(word -> test.add(ModelService.text(word).orElse("")));
        if (isDisabled() || test.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                test.getFirst().equals("CMD-SHELL") ? List.of("sh", "-c", test.get(1)) : test.subList(1, test.size()));
    }

    /** How long Compose waits for a service that never is healthy: the start period, and then each try. */
    Optional<Duration> timeout() {
        boolean given =
                Stream.of("interval", "timeout", "retries", "start_period").anyMatch(json::has);
        if (!given || isDisabled()) {
            return Optional.empty();
        }
        int retries = json.path("retries").asInt() > 0 ? json.path("retries").asInt() : USUAL_RETRIES;
        Duration all = duration("interval", USUAL_INTERVAL)
                .multipliedBy(retries)
                .plus(duration("timeout", USUAL_TIMEOUT))
                .plus(duration("start_period", Duration.ZERO));
        return Optional.of(Collections.max(List.of(LEAST, Collections.min(List.of(all, LONGEST)))));
    }

    private Duration duration(String key, Duration usual) {
        return Optional.of(json.path(key).asText())
                .filter(text -> !text.isEmpty())
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive)
                .orElse(usual);
    }
}
