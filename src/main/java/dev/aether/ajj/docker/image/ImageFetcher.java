package dev.aether.ajj.docker.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.spi.backend.Backend.ImageFacts;
import dev.aether.ajj.spi.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pulls images, and reads their configuration. */
public record ImageFetcher(Engine engine, Progress progress) {
    private static final String NO_REASON = "its registry refuses it";

    /** See {@link dev.aether.ajj.spi.backend.Backend#fetchImage}. */
    public ImageFacts fetch(ServiceSpec service) {
        if (service.pull() == ServiceSpec.Pull.ALWAYS) {
            pull(service);
        }
        Optional<JsonNode> local = local(service.image());
        if (local.isEmpty() && service.pull() == ServiceSpec.Pull.NEVER) {
            throw notFound(service, "the engine does not have it, and pull = \"never\"", null);
        }
        if (local.isEmpty()) {
            pull(service);
            local = local(service.image());
        }
        return facts(
                local.orElseThrow(() -> notFound(service, "it was pulled, but the engine does not have it", null)));
    }

    private Optional<JsonNode> local(String image) {
        return engine.find("inspect image " + image, "/images/" + EngineRequest.encoded(image) + "/json");
    }

    private void pull(ServiceSpec service) {
        progress.update(service.name(), Progress.Stage.PULLING, service.image());
        EngineRequest request =
                EngineRequest.post("/images/create?fromImage=" + EngineRequest.encoded(withTag(service.image()))
                        + service.container()
                                .platform()
                                .map(platform -> "&platform=" + EngineRequest.encoded(platform))
                                .orElse(""));
        Optional<String> login = engine.login(service.image());
        PullTotals totals = new PullTotals();
        Optional<String> refusal;
        try {
            refusal = engine.readUnlimited(
                    "pull " + service.image(),
                    login.map(own -> request.with("X-Registry-Auth", own)).orElse(request),
                    answer -> follow(service, totals, answer.body()));
        } catch (EngineRefusal refused) {
            throw pullFailed(service, refused.reason().isEmpty() ? NO_REASON : refused.reason(), refused);
        }
        if (refusal.isPresent()) {
            throw pullFailed(service, refusal.get(), null);
        }
        progress.update(service.name(), Progress.Stage.PULLED, service.image() + ", " + totals.result());
    }

    /** Reports the events of a pull, and returns why it has failed; empty when it has not. */
    private Optional<String> follow(ServiceSpec service, PullTotals totals, InputStream events) throws IOException {
        String reported = "";
        try (MappingIterator<JsonNode> all =
                new ObjectMapper().readerFor(JsonNode.class).readValues(events)) {
            while (all.hasNextValue()) {
                JsonNode event = all.nextValue();
                if (event.hasNonNull("errorDetail")) {
                    return Optional.of(event.path("errorDetail").path("message").asText(NO_REASON));
                }
                totals.add(event);
                String summary = totals.summary();
                if (!summary.equals(reported)) {
                    reported = summary;
                    progress.update(service.name(), Progress.Stage.PULLING, service.image() + ", " + summary);
                }
            }
        }
        return Optional.empty();
    }

    private Failure pullFailed(ServiceSpec service, String message, @Nullable Throwable cause) {
        progress.update(service.name(), Progress.Stage.FAILED, service.image() + " cannot be pulled");
        return notFound(service, message, cause);
    }

    /** Adds "latest" as the docker command does. Without a tag, the engine would pull all tags. */
    private static String withTag(String image) {
        boolean tagged = image.indexOf(':', image.lastIndexOf('/') + 1) >= 0;
        return tagged || image.contains("@") ? image : image + ":latest";
    }

    private static Failure notFound(ServiceSpec service, String message, @Nullable Throwable cause) {
        PullRefusal refusal = PullRefusal.of(service.image(), message);
        return new Failure(
                new BackendProblem.ImageNotFound(
                        service.name(), service.image(), refusal.reason(), message, refusal.hints()),
                cause);
    }

    private static ImageFacts facts(JsonNode image) {
        List<String> test = image.at("/Config/Healthcheck/Test")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        if (test.size() < 2) {
            return new ImageFacts(List.of());
        }
        return switch (test.getFirst()) {
            case "CMD" -> new ImageFacts(test.subList(1, test.size()));
            case "CMD-SHELL" -> new ImageFacts(List.of("/bin/sh", "-c", test.get(1)));
            default -> new ImageFacts(List.of());
        };
    }
}
