package dev.aether.ajj.docker.image;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineMessage;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.spi.backend.Backend.ImageFacts;
import dev.aether.ajj.spi.report.Progress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pulls images, and reads their configuration. */
public final class ImageFetcher {
    private static final String NO_REASON = "its registry refuses it";

    private final Engine engine;
    private final Progress progress;

    /** Pulls images into this engine, and reports progress. */
    public ImageFetcher(Engine engine, Progress progress) {
        this.engine = engine;
        this.progress = progress;
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#fetchImage}. */
    public ImageFacts fetch(ServiceSpec service) {
        if (service.pull() == ServiceSpec.Pull.ALWAYS) {
            pull(service);
        }
        Optional<InspectImageResponse> local = local(service.image());
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

    private Optional<InspectImageResponse> local(String image) {
        try {
            return Optional.of(engine.call(
                    "inspect image " + image,
                    client -> client.inspectImageCmd(image).exec()));
        } catch (NotFoundException absent) {
            return Optional.empty();
        }
    }

    private void pull(ServiceSpec service) {
        progress.update(service.name(), Progress.Stage.PULLING, service.image());
        PullTotals totals = new PullTotals();
        PullProgress pulling = new PullProgress(service, totals);
        try {
            engine.callUnlimited("pull " + service.image(), client -> {
                PullImageCmd command = client.pullImageCmd(withTag(service.image()));
                service.container().platform().ifPresent(command::withPlatform);
                return await(command.exec(pulling));
            });
        } catch (DockerException refused) {
            throw pullFailed(service, reason(refused), refused);
        }
        if (pulling.refusal.isPresent()) {
            throw pullFailed(service, pulling.refusal.get(), null);
        }
        progress.update(service.name(), Progress.Stage.PULLED, service.image() + ", " + totals.result());
    }

    private Failure pullFailed(ServiceSpec service, String reason, @Nullable Throwable cause) {
        progress.update(service.name(), Progress.Stage.FAILED, service.image() + " cannot be pulled");
        return notFound(service, reason, cause);
    }

    private static boolean await(ResultCallback.Adapter<PullResponseItem> pulling) {
        try {
            pulling.awaitCompletion();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("pull"), e);
        }
    }

    /** Adds "latest" as the docker command does. Without a tag, the engine would pull all tags. */
    private static String withTag(String image) {
        boolean tagged = image.indexOf(':', image.lastIndexOf('/') + 1) >= 0;
        return tagged || image.contains("@") ? image : image + ":latest";
    }

    private static String reason(RuntimeException refused) {
        String message = EngineMessage.of(refused);
        return message.isBlank() ? NO_REASON : message;
    }

    private static Failure notFound(ServiceSpec service, String reason, @Nullable Throwable cause) {
        return new Failure(
                new BackendProblem.ImageNotFound(
                        service.name(), service.image(), reason, PullHints.of(service.image(), reason)),
                cause);
    }

    private static ImageFacts facts(InspectImageResponse image) {
        ContainerConfig config = image.getConfig();
        HealthCheck check = config == null ? null : config.getHealthcheck();
        List<String> test = check == null || check.getTest() == null ? List.of() : check.getTest();
        if (test.size() < 2) {
            return new ImageFacts(List.of());
        }
        return switch (test.getFirst()) {
            case "CMD" -> new ImageFacts(test.subList(1, test.size()));
            case "CMD-SHELL" -> new ImageFacts(List.of("/bin/sh", "-c", test.get(1)));
            default -> new ImageFacts(List.of());
        };
    }

    private final class PullProgress extends ResultCallback.Adapter<PullResponseItem> {
        private final ServiceSpec service;
        private final PullTotals totals;
        private String reported = "";
        private volatile Optional<String> refusal = Optional.empty();

        PullProgress(ServiceSpec service, PullTotals totals) {
            this.service = service;
            this.totals = totals;
        }

        @Override
        public void onNext(PullResponseItem item) {
            if (item.getErrorDetail() != null) {
                String message = item.getErrorDetail().getMessage();
                refusal = Optional.of(message == null ? NO_REASON : message);
                onComplete();
                return;
            }
            totals.add(item);
            String summary = totals.summary();
            if (!summary.equals(reported)) {
                reported = summary;
                progress.update(service.name(), Progress.Stage.PULLING, service.image() + ", " + summary);
            }
        }
    }
}
