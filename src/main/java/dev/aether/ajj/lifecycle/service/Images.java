package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Backend.ImageFacts;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The images of services, each asked for once. Thread-safe. */
public final class Images {
    private final Backend backend;
    private final Map<String, ImageFacts> facts = new ConcurrentHashMap<>();

    public Images(Backend backend) {
        this.backend = backend;
    }

    public Backend backend() {
        return backend;
    }

    /** Has them all in the engine afterwards. */
    public void fetch(Collection<ServiceSpec> services, Cancellation cancellation) {
        Tasks.all(
                cancellation,
                services.stream()
                        .<Runnable>map(service -> () -> facts.put(service.name(), backend.prepare(service)))
                        .toList());
    }

    /** What a service's image says about itself; fetched now if it has not been before. */
    ImageFacts of(ServiceSpec service) {
        ImageFacts known = facts.get(service.name());
        if (known != null) {
            return known;
        }
        ImageFacts found = backend.prepare(service);
        facts.put(service.name(), found);
        return found;
    }
}
