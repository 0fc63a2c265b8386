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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The images of services, each pulled or built at most once. Thread-safe. */
public final class Images {
    private final Backend backend;
    private final ComposeSource compose;
    private final Optional<ComposeUse> use;
    private final boolean rebuild;
    private final Progress progress;
    private final Map<String, ImageFacts> facts = new ConcurrentHashMap<>();

    /**
     * @param use defines which images are built
     * @param rebuild whether existing ones are rebuilt
     */
    public Images(
            Backend backend, ComposeSource compose, Optional<ComposeUse> use, boolean rebuild, Progress progress) {
        this.backend = backend;
        this.compose = compose;
        this.use = use;
        this.rebuild = rebuild;
        this.progress = progress;
    }

    public Backend backend() {
        return backend;
    }

    /** Pulls the missing images, except those that are built: a build needs the files of the workspace. */
    public void fetch(Collection<ServiceSpec> services, Cancellation cancellation) {
        Tasks.few(
                cancellation,
                services.stream()
                        .filter(service -> build(service).isEmpty())
                        .<Runnable>map(service -> () -> facts.put(service.name(), fetched(service)))
                        .toList());
    }

    private ImageFacts fetched(ServiceSpec service) {
        try {
            return backend.fetchImage(service);
        } catch (Failure failure) {
            List<String> hints = use.stream()
                    .flatMap(found -> found.notes().stream())
                    .filter(note -> note.key().equals("image") && note.service().equals(service.name()))
                    .map(note -> "the image in " + note.position() + " " + note.message() + "; set them in .env")
                    .toList();
            throw !hints.isEmpty() && failure.first() instanceof BackendProblem.ImageNotFound problem
                    ? new Failure(problem.after(hints), failure)
                    : failure;
        }
    }

    private Optional<Build> build(ServiceSpec service) {
        return use.flatMap(found -> found.build(service));
    }

    /**
     * Returns the facts of a service's image; pulls or builds it if necessary.
     *
     * @throws Failure {@code IMAGE_NOT_FOUND}
     */
    ImageFacts of(ServiceSpec service, Stack stack, Cancellation cancellation) {
        ImageFacts known = facts.get(service.name());
        if (known != null) {
            return known;
        }
        Optional<Build> build = build(service);
        ImageFacts found = build.isPresent() ? built(service, build.get(), stack, cancellation) : fetched(service);
        facts.put(service.name(), found);
        return found;
    }

    private ImageFacts built(ServiceSpec service, Build build, Stack stack, Cancellation cancellation) {
        Optional<ImageFacts> existing = rebuild ? Optional.empty() : existing(service);
        return existing.orElseGet(() -> {
            progress.update(
                    service.name(), Stage.BUILDING, build.context(stack.root()).toString());
            cancellation.interruptible(() -> compose.build(
                    build, service.image(), stack.root(), backend.imageLabels(stack), backend.dockerHost()));
            progress.update(service.name(), Stage.BUILT, "");
            return fetched(service);
        });
    }

    /** Returns the image if it exists. It is never pulled: only a build gives it this name. */
    private Optional<ImageFacts> existing(ServiceSpec service) {
        try {
            return Optional.of(fetched(service));
        } catch (Failure failure) {
            if (failure.first() instanceof BackendProblem.ImageNotFound) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
