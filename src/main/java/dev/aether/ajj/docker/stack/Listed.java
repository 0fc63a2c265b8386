package dev.aether.ajj.docker.stack;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource as the engine lists it.
 *
 * @param id by which the engine finds it
 * @param name without the engine's leading slash; of an image, the tag that ajj gave it, else its id
 */
public record Listed(Kind kind, String id, String name, Map<String, String> labels, JsonNode json) {

    static Listed of(Kind kind, JsonNode json) {
        String id = json.path(kind == Kind.VOLUME ? "Name" : "Id").asText("");
        String name = switch (kind) {
            case CONTAINER -> names(json).findFirst().orElse(EngineName.shortId(id));
            case IMAGE -> tags(json).filter(Listed::isTagOfAjj).findFirst().orElse(id);
            default -> json.path("Name").asText("");
        };
        return new Listed(kind, kind == Kind.IMAGE ? name : id, name, labels(json), json);
    }

    /** Returns the labels of a resource; none when the engine has sent no object. */
    public static Map<String, String> labels(JsonNode json) {
        return texts(json.path("Labels"));
    }

    /** Returns the fields of an object as texts. */
    public static Map<String, String> texts(JsonNode object) {
        return object.properties().stream()
                .collect(toMap(Map.Entry::getKey, field -> field.getValue().asText("")));
    }

    /** Returns its stack; empty when a label is missing or not valid, so that it may not be ajj's. */
    Optional<Stack> stack() {
        return kind == Kind.IMAGE ? Labels.stackOfImage(labels) : Labels.stack(labels);
    }

    /** Returns the service of a container. */
    public String service() {
        return labels.getOrDefault(Labels.SERVICE, "");
    }

    /** Returns its kind and name, as {@link dev.aether.ajj.spi.backend.Backend.Resource#what}. */
    String what() {
        return kind.word() + " " + name;
    }

    /** Whether a container uses a network or a volume, by its {@link #what}. */
    boolean uses(String what) {
        return Stream.concat(
                        json.at("/NetworkSettings/Networks")
                                .propertyStream()
                                .map(network -> Kind.NETWORK.word() + " " + network.getKey()),
                        json.path("Mounts")
                                .valueStream()
                                .map(mount -> Kind.VOLUME.word() + " "
                                        + mount.path("Name").asText("")))
                .anyMatch(what::equals);
    }

    /** Whether its names could be part of a path. Others come from no real engine. */
    boolean hasValidNames() {
        return kind == Kind.IMAGE
                ? Stream.of(name.split("[/:]", -1)).allMatch(EngineName::isValid)
                : EngineName.isValid(id) && EngineName.isValid(name);
    }

    /**
     * Whether it has the name that ajj gives to a resource with its labels. Containers of an image made by {@code
     * docker commit} inherit the labels, but not the name. Volumes and networks need all labels of a stack, because
     * users may copy some. Images that have only tags of the user are the user's, and those made by {@code docker
     * commit} have the labels of a container.
     */
    boolean hasNameOfAjj() {
        String namespace = labels.getOrDefault(Labels.NAMESPACE, "");
        return switch (kind) {
            case CONTAINER -> {
                List<String> names = names(json).toList();
                yield names.isEmpty() || names.contains(namespace + "-" + service());
            }
            case NETWORK -> stack().isPresent() && name.equals(namespace);
            case VOLUME -> stack().isPresent() && name.startsWith(namespace + "-");
            case IMAGE ->
                !labels.containsKey(Labels.MANAGED)
                        && (isTagOfAjj(name) || tags(json).allMatch(tag -> tag.startsWith("<none>")));
            case FORWARD -> false;
        };
    }

    private static Stream<String> names(JsonNode json) {
        return json.path("Names").valueStream().map(name -> name.asText("").replaceFirst("^/", ""));
    }

    private static Stream<String> tags(JsonNode json) {
        return json.path("RepoTags").valueStream().map(tag -> tag.asText(""));
    }

    /** Podman adds a registry. */
    private static boolean isTagOfAjj(String tag) {
        return tag.startsWith(Build.PREFIX) || tag.startsWith("localhost/" + Build.PREFIX);
    }
}
