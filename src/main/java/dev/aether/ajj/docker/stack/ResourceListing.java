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
 * Lists what carries ajj's labels. The one place that asks for it: the engine is told what to filter by, and what it
 * answers is checked all the same. Podman's list of volumes takes several labels for alternatives, so that a volume of
 * another workspace would pass for one of ours.
 */
public final class ResourceListing {
    private final Engine engine;

    /** Lists what this engine has. */
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

    /** All containers. */
    public List<Container> containers() {
        return containers("all containers", Labels.ofAll());
    }

    /** The containers of one repository. */
    public List<Container> containers(String repositoryId) {
        return containers("containers", Labels.ofRepository(repositoryId));
    }

    /** The containers of one stack, for their removal. */
    List<Container> containers(Stack stack) {
        Map<String, String> wanted = Labels.ofStack(stack);
        return madeByAjj(containers("containers of " + stack.namespace(), wanted), wanted);
    }

    /**
     * Those that have their labels not only from their image. One more call, as long as no image carries the labels.
     *
     * @param wanted what the containers carry
     */
    private List<Container> madeByAjj(List<Container> containers, Map<String, String> wanted) {
        if (containers.isEmpty() || imagesLike(wanted).isEmpty()) {
            return containers;
        }
        return containers.stream()
                .filter(container -> !hasLabelsOfImage(container))
                .toList();
    }

    /** Also those that only other images are made of. */
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
     * Containers with the labels of a stack and a name that ajj did not give: they were renamed, or copied with their labels.
     * Those that have the labels from their image, made by {@code docker commit}, are not among them.
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

    /** The volumes of one stack. */
    List<InspectVolumeResponse> volumes(Stack stack) {
        return volumes("volumes of " + stack.namespace(), Labels.ofStack(stack));
    }

    /** The networks of one stack: one, or none. */
    List<Network> networks(Stack stack) {
        return networks("networks of " + stack.namespace(), Labels.ofStack(stack));
    }

    /** The images that were built for one stack. */
    List<Image> images(Stack stack) {
        return images("images of " + stack.namespace(), Labels.ofImageOf(stack));
    }

    /** One that has a name of the user's only is the user's by now. */
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
                .filter(image -> !image.getLabels().containsKey(Labels.MANAGED)) // `docker commit` of a container
                .toList();
    }

    /** Podman puts a registry before it. */
    private static boolean isOurName(@Nullable String tag) {
        return tag != null && (tag.startsWith(Build.PREFIX) || tag.startsWith("localhost/" + Build.PREFIX));
    }

    private static boolean hasName(Image image) {
        return image.getRepoTags() != null
                && Arrays.stream(image.getRepoTags()).anyMatch(tag -> tag != null && !tag.startsWith("<none>"));
    }

    /** The name that ajj gave an image; its id when it has none. */
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

    /** Whether it has the name that ajj gives. An image made by {@code docker commit} inherits the labels, and so do its containers. */
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

    /** The namespace that all labels together name. A copy of some labels does not make a resource ajj's. */
    private static Optional<String> namespace(@Nullable Map<String, String> labels) {
        return Labels.stack(labels).map(Stack::namespace);
    }

    /** What has no valid name cannot be asked for, and is no engine's: it is ignored. */
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

    /** A container's name without the slash that the engine puts before it. */
    public static String name(Container container) {
        String[] names = container.getNames();
        String name = names == null || names.length == 0 || names[0] == null
                ? EngineName.shortId(String.valueOf(container.getId()))
                : names[0];
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
