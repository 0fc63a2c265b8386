package dev.aether.ajj.docker.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lists resources with ajj's labels. The engine filters by label, and its answer is checked: Podman lists volumes that
 * have any of several labels, which would include other workspaces' volumes.
 */
public record ResourceListing(Engine engine) {
    /** All kinds, in the order of reports. */
    private static final List<Kind> ALL = List.of(Kind.CONTAINER, Kind.NETWORK, Kind.VOLUME, Kind.IMAGE);

    /** See {@link dev.aether.ajj.spi.backend.Backend#resources}. */
    public List<Resource> all() {
        return concurrently(
                        ALL,
                        kind -> madeByAjj(
                                kind,
                                "all " + kind.word() + "s",
                                kind == Kind.IMAGE ? Labels.ofAllImages() : Labels.ofAll()))
                .stream()
                .flatMap(found -> found.stack().stream().map(stack -> new Resource(found.kind(), found.name(), stack)))
                .toList();
    }

    /** Returns all containers. */
    public List<Listed> containers() {
        return named(Kind.CONTAINER, "all containers", Labels.ofAll());
    }

    /** Returns the containers of a repository. */
    public List<Listed> containers(String repositoryId) {
        return named(Kind.CONTAINER, "containers", Labels.ofRepository(repositoryId));
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#publisher}. */
    public Optional<String> publisher(int hostPort) {
        return engine.list("list containers that publish port " + hostPort, "/containers/json").stream()
                .filter(json -> json.path("Ports")
                        .valueStream()
                        .anyMatch(port -> port.path("PublicPort").asInt() == hostPort))
                .findFirst()
                .map(json -> Listed.of(Kind.CONTAINER, json))
                .map(container -> "the container " + container.name()
                        + container
                                .stack()
                                .map(stack -> " of the workspace \"" + stack.workspace() + "\" in " + stack.root())
                                .orElse(""));
    }

    private List<Listed> concurrently(Collection<Kind> kinds, Function<Kind, List<Listed>> list) {
        return engine
                .concurrently(kinds.stream()
                        .<Callable<List<Listed>>>map(kind -> () -> list.apply(kind))
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the resources of a stack, for removal, in the order of the kinds. */
    List<Listed> of(Stack stack, Collection<Kind> kinds) {
        return concurrently(kinds, kind -> of(stack, kind));
    }

    /** Returns the resources of a stack, for removal. */
    List<Listed> of(Stack stack, Kind kind) {
        return madeByAjj(
                kind,
                kind.word() + "s of " + stack.namespace(),
                kind == Kind.IMAGE ? Labels.ofImageOf(stack) : Labels.ofStack(stack));
    }

    /**
     * Returns containers with the labels of a stack but another name: they were renamed, or copied with their labels.
     * Excludes those that inherited the labels from an image made by {@code docker commit}.
     */
    public List<Listed> renamed(Stack stack) {
        return renamed("renamed containers of " + stack.namespace(), Labels.ofStack(stack));
    }

    /** Returns the renamed containers of all stacks. */
    public List<Listed> renamed() {
        return renamed("renamed containers", Labels.ofAll());
    }

    private List<Listed> renamed(String what, Map<String, String> wanted) {
        return labelled(Kind.CONTAINER, what, wanted, true).stream()
                .filter(container -> !container.hasNameOfAjj())
                .filter(container -> !hasLabelsOfImage(container))
                .toList();
    }

    /**
     * Excludes containers that have inherited all their labels from their image. Takes one more call unless an image
     * has the labels, which may be an intermediate one.
     */
    private List<Listed> madeByAjj(Kind kind, String what, Map<String, String> wanted) {
        List<Listed> listed = named(kind, what, wanted);
        if (kind != Kind.CONTAINER
                || listed.isEmpty()
                || labelled(Kind.IMAGE, "images with labels of containers", wanted, true)
                        .isEmpty()) {
            return listed;
        }
        return listed.stream().filter(container -> !hasLabelsOfImage(container)).toList();
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

    private List<Listed> named(Kind kind, String what, Map<String, String> wanted) {
        return labelled(kind, what, wanted, kind == Kind.CONTAINER).stream()
                .filter(Listed::hasNameOfAjj)
                .toList();
    }

    /** @param all includes stopped containers, and intermediate images */
    private List<Listed> labelled(Kind kind, String what, Map<String, String> wanted, boolean all) {
        String path = "/" + kind.word() + (kind == Kind.CONTAINER || kind == Kind.IMAGE ? "s/json?" : "s?")
                + (all ? "all=true&" : "") + "filters=" + EngineRequest.encoded(Labels.filter(wanted));
        Stream<JsonNode> listed = kind == Kind.VOLUME
                ? engine.get("list " + what, path).path("Volumes").valueStream()
                : engine.list("list " + what, path).stream();
        return listed.map(json -> Listed.of(kind, json))
                .filter(found -> Labels.carries(found.labels(), wanted) && found.hasValidNames())
                .toList();
    }
}
