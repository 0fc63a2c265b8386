package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A resource or stack, and the backend that holds it. */
public record Located<T>(Backend backend, T item) {

    /** Returns all of ajj's resources on these backends. */
    public static List<Located<Resource>> resources(Collection<Backend> backends) {
        List<Located<Resource>> all = new ArrayList<>();
        backends.forEach(backend -> backend.resources().forEach(resource -> all.add(new Located<>(backend, resource))));
        return all;
    }

    static List<Located<Stack>> stacks(Collection<Located<Resource>> resources) {
        return resources.stream()
                .map(located -> new Located<>(located.backend(), located.item().stack()))
                .distinct()
                .toList();
    }
}
