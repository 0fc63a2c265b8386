package dev.aether.ajj.docker.stack;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Network;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists resources with ajj's labels. The engine filters by label, and its answer is checked: Podman lists volumes that
 * have any of several labels, which would include other workspaces' volumes.
 */
public final class ResourceListing {
    private final Engine engine;

    /** Lists resources of this engine. */
    public ResourceListing(Engine engine) {
        this.engine = engine;
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#resources}. */
    public List<Resource> all() {
        Map<String, String> wanted = Labels.ofAll();
        List<Resource> found = new ArrayList<>();
        madeByAjj(containers(), wanted)
                .forEach(container -> add(found, Kind.CONTAINER, name(container), container.getLabels()));
        networks("all networks", wanted)
                .forEach(network -> add(found, Kind.NETWORK, network.getName(), network.getLabels()));
        volumes("all volumes", wanted).forEach(volume -> add(found, Kind.VOLUME, volume.getName(), volume.getLabels()));
        images("all images", Labels.ofAllImages())
                .forEach(image -> Labels.stackOfImage(image.getLabels())
                        .ifPresent(stack -> found.add(new Resource(Kind.IMAGE, name(image), stack))));
        return found;
    }

    /** Returns all containers. */
    public List<Container> containers() {
        return containers("all containers", Labels.ofAll());
    }

    /** Returns the containers of a repository. */
    public List<Container> containers(String repositoryId) {
        return containers("containers", Labels.ofRepository(repositoryId));
    }

    /** Returns the containers of a stack, for removal. */
    List<Container> containers(Stack stack) {
        Map<String, String> wanted = Labels.ofStack(stack);
        return madeByAjj(containers("containers of " + stack.namespace(), wanted), wanted);
    }

    /**
     * Excludes containers that have inherited all their labels from their image. Takes one more call unless an image
     * has the labels.
     *
     * @param wanted the labels of the containers
     */
    private List<Container> madeByAjj(List<Container> containers, Map<String, String> wanted) {
        if (containers.isEmpty() || imagesLike(wanted).isEmpty()) {
            return containers;
        }
        return containers.stream()
                .filter(container -> !hasLabelsOfImage(container))
                .toList();
    }

    /** Includes intermediate images. */
    private List<Image> imagesLike(Map<String, String> wanted) {
        List<Image> listed = engine.call(
                "list images with labels of containers",
                client -> client.listImagesCmd()
                        .withShowAll(true)
                        .withFilter("label", Labels.filter(wanted))
                        .exec());
        return carrying(wanted, listed, Image::getLabels, _ -> List.of());
    }

    /**
     * Returns containers with the labels of a stack but another name: they were renamed, or copied with their labels.
     * Excludes those that inherited the labels from an image made by {@code docker commit}.
     */
    public List<Container> renamed(Stack stack) {
        return labelled("renamed containers of " + stack.namespace(), Labels.ofStack(stack)).stream()
                .filter(container -> !hasOurName(container))
                .filter(container -> !hasLabelsOfImage(container))
                .toList();
    }

    private boolean hasLabelsOfImage(Container container) {
        String image =
                Objects.requireNonNullElseGet(container.getImageId(), () -> String.valueOf(container.getImage()));
        try {
            var config = engine.call(
                            "inspect image of " + name(container),
                            client -> client.inspectImageCmd(image).exec())
                    .getConfig();
            return config != null && Labels.areOfImage(container.getLabels(), config.getLabels());
        } catch (NotFoundException removed) {
            return false;
        }
    }

    List<InspectVolumeResponse> volumes(Stack stack) {
        return volumes("volumes of " + stack.namespace(), Labels.ofStack(stack));
    }

    /** Returns the networks of a stack, at most one. */
    List<Network> networks(Stack stack) {
        return networks("networks of " + stack.namespace(), Labels.ofStack(stack));
    }

    List<Image> images(Stack stack) {
        return images("images of " + stack.namespace(), Labels.ofImageOf(stack));
    }

    /** Excludes images that have only tags of the user. */
    private List<Image> images(String what, Map<String, String> wanted) {
        List<Image> listed = engine.call(
                "list " + what,
                client -> client.listImagesCmd()
                        .withFilter("label", Labels.filter(wanted))
                        .exec());
        return carrying(
                        wanted,
                        listed,
                        Image::getLabels,
                        image -> Arrays.asList(name(image).split("[/:]", -1)))
                .stream()
                .filter(image -> isOurName(name(image)) || !hasName(image))
                .filter(image -> !image.getLabels().containsKey(Labels.MANAGED)) // from `docker commit`
                .toList();
    }

    /** Podman adds a registry. */
    private static boolean isOurName(@Nullable String tag) {
        return tag != null && (tag.startsWith(Build.PREFIX) || tag.startsWith("localhost/" + Build.PREFIX));
    }

    private static boolean hasName(Image image) {
        return image.getRepoTags() != null
                && Arrays.stream(image.getRepoTags()).anyMatch(tag -> tag != null && !tag.startsWith("<none>"));
    }

    static String name(Image image) {
        return Stream.of(Objects.requireNonNullElse(image.getRepoTags(), new String[0]))
                .filter(ResourceListing::isOurName)
                .findFirst()
                .orElse(String.valueOf(image.getId()));
    }

    private List<Container> containers(String what, Map<String, String> wanted) {
        return labelled(what, wanted).stream()
                .filter(ResourceListing::hasOurName)
                .toList();
    }

    private List<Container> labelled(String what, Map<String, String> wanted) {
        List<Container> listed = engine.call(
                "list " + what,
                client -> client.listContainersCmd()
                        .withShowAll(true)
                        .withFilter("label", Labels.filter(wanted))
                        .exec());
        return carrying(
                wanted, listed, Container::getLabels, container -> Arrays.asList(container.getId(), name(container)));
    }

    /** Containers of an image made by {@code docker commit} inherit the labels, but not the name. */
    private static boolean hasOurName(Container container) {
        Map<String, String> labels = container.getLabels();
        String name = labels.getOrDefault(Labels.NAMESPACE, "") + "-" + labels.getOrDefault(Labels.SERVICE, "");
        return container.getNames() == null
                || Arrays.stream(container.getNames()).anyMatch(found -> found != null && found.endsWith("/" + name))
                || name(container).equals(name);
    }

    private List<Network> networks(String what, Map<String, String> wanted) {
        List<Network> listed = engine.call(
                "list " + what,
                client -> client.listNetworksCmd()
                        .withFilter("label", Labels.filter(wanted))
                        .exec());
        return carrying(
                        wanted,
                        listed,
                        Network::getLabels,
                        network -> Arrays.asList(network.getId(), network.getName()))
                .stream()
                .filter(network -> namespace(network.getLabels())
                        .filter(network.getName()::equals)
                        .isPresent())
                .toList();
    }

    private List<InspectVolumeResponse> volumes(String what, Map<String, String> wanted) {
        List<InspectVolumeResponse> listed = engine.call(
                        "list " + what,
                        client -> client.listVolumesCmd()
                                .withFilter("label", Labels.filter(wanted))
                                .exec())
                .getVolumes();
        return carrying(wanted, listed, InspectVolumeResponse::getLabels, volume -> Arrays.asList(volume.getName()))
                .stream()
                .filter(volume -> namespace(volume.getLabels())
                        .filter(namespace -> volume.getName().startsWith(namespace + "-"))
                        .isPresent())
                .toList();
    }

    /** Requires all labels: a copy of some of them does not make a resource ajj's. */
    private static Optional<String> namespace(@Nullable Map<String, String> labels) {
        return Labels.stack(labels).map(Stack::namespace);
    }

    /** Ignores resources without a valid name, which no engine should report. */
    private static <T> List<T> carrying(
            Map<String, String> wanted,
            @Nullable List<T> listed,
            Function<T, @Nullable Map<String, String>> labels,
            Function<T, List<@Nullable String>> names) {
        return Objects.requireNonNullElse(listed, List.<T>of()).stream()
                .filter(Objects::nonNull)
                .filter(resource -> Labels.carries(labels.apply(resource), wanted))
                .filter(resource -> names.apply(resource).stream().allMatch(EngineName::isValid))
                .toList();
    }

    private static void add(List<Resource> found, Kind kind, String name, @Nullable Map<String, String> labels) {
        Labels.stack(labels).ifPresent(stack -> found.add(new Resource(kind, name, stack)));
    }

    /** Returns a container's name without the engine's leading slash. */
    public static String name(Container container) {
        String[] names = container.getNames();
        String name = names == null || names.length == 0 || names[0] == null
                ? EngineName.shortId(String.valueOf(container.getId()))
                : names[0];
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
