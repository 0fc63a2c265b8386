package dev.aether.ajj.docker.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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
        return Stream.of(
                        madeByAjj(containers(), wanted),
                        networks("all networks", wanted),
                        volumes("all volumes", wanted),
                        images("all images", Labels.ofAllImages()))
                .flatMap(List::stream)
                .flatMap(found -> found.stack().stream().map(stack -> new Resource(found.kind(), found.name(), stack)))
                .toList();
    }

    /** Returns all containers. */
    public List<Listed> containers() {
        return containers("all containers", Labels.ofAll());
    }

    /** Returns the containers of a repository. */
    public List<Listed> containers(String repositoryId) {
        return containers("containers", Labels.ofRepository(repositoryId));
    }

    /** Returns the containers of a stack, for removal. */
    List<Listed> containers(Stack stack) {
        Map<String, String> wanted = Labels.ofStack(stack);
        return madeByAjj(containers("containers of " + stack.namespace(), wanted), wanted);
    }

    /**
     * Excludes containers that have inherited all their labels from their image. Takes one more call unless an image
     * has the labels, which may be an intermediate one.
     *
     * @param wanted the labels of the containers
     */
    private List<Listed> madeByAjj(List<Listed> containers, Map<String, String> wanted) {
        if (containers.isEmpty()
                || listed("images with labels of containers", "/images/json?all=true&", wanted, Listed::image)
                        .isEmpty()) {
            return containers;
        }
        return containers.stream()
                .filter(container -> !hasLabelsOfImage(container))
                .toList();
    }

    /**
     * Returns containers with the labels of a stack but another name: they were renamed, or copied with their labels.
     * Excludes those that inherited the labels from an image made by {@code docker commit}.
     */
    public List<Listed> renamed(Stack stack) {
        return labelled("renamed containers of " + stack.namespace(), Labels.ofStack(stack)).stream()
                .filter(container -> !container.hasNameOfAjj())
                .filter(container -> !hasLabelsOfImage(container))
                .toList();
    }

    private boolean hasLabelsOfImage(Listed container) {
        JsonNode json = container.json();
        return Optional.of(json.path("ImageID").asText(json.path("Image").asText("")))
                .filter(image -> !image.isEmpty())
                .flatMap(image -> engine.find(
                        "inspect image of " + container.name(), "/images/" + EngineRequest.encoded(image) + "/json"))
                .filter(found -> Labels.areOfImage(container.labels(), Listed.labels(found.path("Config"))))
                .isPresent();
    }

    List<Listed> volumes(Stack stack) {
        return volumes("volumes of " + stack.namespace(), Labels.ofStack(stack));
    }

    /** Returns the networks of a stack, at most one. */
    List<Listed> networks(Stack stack) {
        return networks("networks of " + stack.namespace(), Labels.ofStack(stack));
    }

    List<Listed> images(Stack stack) {
        return images("images of " + stack.namespace(), Labels.ofImageOf(stack));
    }

    /** Excludes images made by {@code docker commit}, which have the labels of a container. */
    private List<Listed> images(String what, Map<String, String> wanted) {
        return listed(what, "/images/json?", wanted, Listed::image).stream()
                .filter(image -> image.hasNameOfAjj() && !image.labels().containsKey(Labels.MANAGED))
                .toList();
    }

    private List<Listed> containers(String what, Map<String, String> wanted) {
        return labelled(what, wanted).stream().filter(Listed::hasNameOfAjj).toList();
    }

    private List<Listed> labelled(String what, Map<String, String> wanted) {
        return listed(what, "/containers/json?all=true&", wanted, Listed::container);
    }

    private List<Listed> networks(String what, Map<String, String> wanted) {
        return listed(what, "/networks?", wanted, Listed::network).stream()
                .filter(Listed::hasNameOfAjj)
                .toList();
    }

    private List<Listed> volumes(String what, Map<String, String> wanted) {
        JsonNode answer = engine.get("list " + what, "/volumes?" + filter(wanted));
        return carrying(wanted, answer.path("Volumes").valueStream().map(Listed::volume)).stream()
                .filter(Listed::hasNameOfAjj)
                .toList();
    }

    private List<Listed> listed(
            String what, String path, Map<String, String> wanted, Function<JsonNode, Listed> resource) {
        return carrying(
                wanted,
                engine.list("list " + what, path + filter(wanted)).stream().map(resource));
    }

    private static String filter(Map<String, String> labels) {
        return "filters=" + EngineRequest.encoded(Labels.filter(labels));
    }

    private static List<Listed> carrying(Map<String, String> wanted, Stream<Listed> listed) {
        return listed.filter(found -> Labels.carries(found.labels(), wanted) && found.hasValidNames())
                .toList();
    }
}
