package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ImageFacts;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.report.Progress.Stage;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The images of services, each fetched or built once. Thread-safe. */
public final class Images {
    private static final int AT_ONCE = 8;

    private final Backend backend;
    private final ComposeSource compose;
    private final Optional<ComposeUse> use;
    private final boolean buildAgain;
    private final Progress progress;
    private final Map<String, ImageFacts> facts = new ConcurrentHashMap<>();

    /**
     * @param use says which images are built
     * @param buildAgain whether those that exist are built, too
     */
    public Images(
            Backend backend, ComposeSource compose, Optional<ComposeUse> use, boolean buildAgain, Progress progress) {
        this.backend = backend;
        this.compose = compose;
        this.use = use;
        this.buildAgain = buildAgain;
        this.progress = progress;
    }

    public Backend backend() {
        return backend;
    }

    /** Has them all in the engine afterwards, except those that are built, which takes the files of the workspace. */
    public void fetch(Collection<ServiceSpec> services, Cancellation cancellation) {
        Tasks.all(
                cancellation,
                AT_ONCE,
                services.stream()
                        .filter(service -> build(service).isEmpty())
                        .<Runnable>map(service -> () -> facts.put(service.name(), backend.fetchImage(service)))
                        .toList());
    }

    private Optional<Build> build(ServiceSpec service) {
        return use.flatMap(found -> found.build(service));
    }

    /**
     * What a service's image says about itself; fetched or built now if it has not been before.
     *
     * @param stack that an image is built for
     * @param cancellation ends a build
     * @throws Failure {@code IMAGE_NOT_FOUND}
     */
    ImageFacts of(ServiceSpec service, Stack stack, Cancellation cancellation) {
        ImageFacts known = facts.get(service.name());
        if (known != null) {
            return known;
        }
        Optional<Build> build = build(service);
        ImageFacts found =
                build.isPresent() ? built(service, build.get(), stack, cancellation) : backend.fetchImage(service);
        facts.put(service.name(), found);
        return found;
    }

    private ImageFacts built(ServiceSpec service, Build build, Stack stack, Cancellation cancellation) {
        Optional<ImageFacts> existing = buildAgain ? Optional.empty() : existing(service);
        return existing.orElseGet(() -> {
            progress.update(
                    service.name(), Stage.BUILDING, build.context(stack.root()).toString());
            cancellation.breakable(() -> compose.build(
                    build, service.image(), stack.root(), backend.imageLabels(stack), backend.dockerHost()));
            progress.update(service.name(), Stage.BUILT, "");
            return backend.fetchImage(service);
        });
    }

    /** It is never pulled: who built it gave it its name. */
    private Optional<ImageFacts> existing(ServiceSpec service) {
        try {
            return Optional.of(backend.fetchImage(service));
        } catch (Failure failure) {
            if (failure.first() instanceof BackendProblem.ImageNotFound) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
