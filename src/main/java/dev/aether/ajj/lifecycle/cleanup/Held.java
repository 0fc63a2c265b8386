package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Something of ajj's, and the backend that holds it. */
public record Held<T>(Backend backend, T what) {

    /** Everything of ajj's at these backends. */
    public static List<Held<Resource>> resources(Collection<Backend> backends) {
        List<Held<Resource>> all = new ArrayList<>();
        backends.forEach(backend -> backend.resources().forEach(resource -> all.add(new Held<>(backend, resource))));
        return all;
    }

    /** The stacks that things belong to, each once. */
    static List<Held<Stack>> stacks(Collection<Held<Resource>> resources) {
        return resources.stream()
                .map(held -> new Held<>(held.backend(), held.what().stack()))
                .distinct()
                .toList();
    }
}
