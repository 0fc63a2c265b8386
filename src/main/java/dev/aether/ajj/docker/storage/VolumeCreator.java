package dev.aether.ajj.docker.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.docker.stack.Listed;
import dev.aether.ajj.docker.stack.NameConflict;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.model.variable.Secrets;
import dev.aether.ajj.spi.backend.Stack;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates a stack's volumes. Existing volumes must have the stack's labels. */
public record VolumeCreator(Engine engine) {
    private static final int DIGITS = 8;

    /** See {@link dev.aether.ajj.spi.backend.Backend#createNetworkAndVolumes}. */
    public void createVolumes(Stack stack, Collection<ServiceSpec> services) {
        TreeMap<String, VolumeSpec.Driver> own = new TreeMap<>();
        for (ServiceSpec service : services) {
            for (VolumeSpec volume : service.volumes()) {
                if (volume instanceof VolumeSpec.Named named) {
                    String name = volumeName(stack, named.name());
                    VolumeSpec.Driver first = own.putIfAbsent(name, named.driver());
                    if (first != null && !first.equals(named.driver())) {
                        throw refused(
                                name,
                                "services declare it with different drivers or driver_opts",
                                List.of("use the same driver and driver_opts in all services"));
                    }
                }
            }
        }
        own.forEach((name, driver) -> createVolume(stack, name, driver));
    }

    /**
     * Creates the image's volumes where the service mounts nothing else. The engine would create anonymous volumes,
     * whose data is lost with the container.
     *
     * @param paths of the image's volumes
     * @return the engine's names, by path in the container
     */
    public Map<String, String> createImageVolumes(Stack stack, ServiceSpec service, Set<String> paths) {
        Set<String> taken = Stream.concat(
                        service.volumes().stream().map(VolumeSpec::target),
                        service.container().storage().tmpfs().stream().map(StorageSpec.Tmpfs::path))
                .map(VolumeCreator::clean)
                .collect(Collectors.toCollection(HashSet::new));
        Map<String, String> names = new TreeMap<>();
        for (String path : paths) {
            if (taken.add(clean(path))) {
                String name = volumeName(stack, service.name() + "-" + Hash.of(clean(path), DIGITS));
                createVolume(stack, name, VolumeSpec.Driver.LOCAL);
                names.put(path, name);
            }
        }
        return names;
    }

    private static String clean(String path) {
        return Path.of("/").resolve(path).normalize().toString();
    }

    /** Returns the engine's name of a workspace's volume. */
    public static String volumeName(Stack stack, String name) {
        return stack.namespace() + "-" + name;
    }

    /** Checks for an existing volume first, because the engine answers "created" for any existing volume. */
    private void createVolume(Stack stack, String name, VolumeSpec.Driver driver) {
        Optional<JsonNode> found = engine.find("find volume " + name, "/volumes/" + EngineRequest.encoded(name));
        if (found.isEmpty()) {
            create(stack, name, driver);
            return;
        }
        Map<String, String> labels = Listed.labels(found.get());
        if (!Labels.carries(labels, Labels.ofStack(stack))) {
            throw NameConflict.of("volume " + name, labels);
        }
        if (!isAsDeclared(found.get(), driver)) {
            throw refused(
                    name,
                    "it was created with another driver or other driver_opts than those declared now",
                    List.of(
                            "to keep its data, declare its current driver and driver_opts: docker volume inspect "
                                    + name,
                            "to recreate all volumes of this workspace, which deletes their data: ajj down --volumes && ajj up"));
        }
    }

    /** The user has allowed the declared driver only. A plain declaration needs no permission, so it must match too. */
    private static boolean isAsDeclared(JsonNode found, VolumeSpec.Driver driver) {
        return found.path("Driver").asText(VolumeSpec.Driver.LOCAL.name()).equals(driver.name())
                && Listed.texts(found.path("Options")).equals(driver.options());
    }

    private static Failure refused(String name, String reason, List<String> hints) {
        return new Failure(new BackendProblem.SpawnFailed("volume " + name, reason, hints));
    }

    private void create(Stack stack, String name, VolumeSpec.Driver driver) {
        try {
            engine.send(
                    "create volume " + name,
                    EngineRequest.post(
                            "/volumes/create",
                            new ObjectMapper()
                                    .valueToTree(Map.of(
                                            "Name", name,
                                            "Labels",
                                                    Labels.of(
                                                            stack,
                                                            engine.identity().location()),
                                            "Driver", driver.name(),
                                            "DriverOpts", driver.options()))));
        } catch (EngineRefusal refused) {
            throw new Failure(
                    new BackendProblem.SpawnFailed(
                            "volume " + name,
                            Secrets.redact(refused.reason(), driver.options().entrySet()),
                            refused.hints(List.of("list the volumes: docker volume ls"))),
                    refused);
        }
    }
}
