package dev.aether.ajj.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import dev.aether.ajj.spi.Backend.Kind;
import dev.aether.ajj.spi.Backend.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds everything in the engine that carries ajj's labels. */
final class ResourceListing {
    private final Engine engine;

    ResourceListing(Engine engine) {
        this.engine = engine;
    }

    /** See {@link dev.aether.ajj.spi.Backend#resources}. */
    List<Resource> all() {
        List<Resource> found = new ArrayList<>();
        containers().forEach(container -> add(found, Kind.CONTAINER, name(container), container.getLabels()));
        networks().forEach(network -> add(found, Kind.NETWORK, network.getName(), network.getLabels()));
        volumes().forEach(volume -> add(found, Kind.VOLUME, volume.getName(), volume.getLabels()));
        return found;
    }

    private List<Container> containers() {
        return engine.call(
                "list all containers",
                client -> client.listContainersCmd()
                        .withShowAll(true)
                        .withFilter("label", Labels.filter())
                        .exec());
    }

    private List<Network> networks() {
        return engine.call(
                "list all networks",
                client -> client.listNetworksCmd()
                        .withFilter("label", Labels.filter())
                        .exec());
    }

    private List<InspectVolumeResponse> volumes() {
        return Objects.requireNonNullElse(
                engine.call(
                                "list all volumes",
                                client -> client.listVolumesCmd()
                                        .withFilter("label", Labels.filter())
                                        .exec())
                        .getVolumes(),
                List.of());
    }

    private static void add(List<Resource> found, Kind kind, String name, @Nullable Map<String, String> labels) {
        Labels.stack(labels).ifPresent(stack -> found.add(new Resource(kind, name, stack)));
    }

    /** A container's name without the slash that the engine puts before it. */
    static String name(Container container) {
        String[] names = container.getNames();
        String name = names == null || names.length == 0 ? DockerBackend.shortId(container.getId()) : names[0];
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
