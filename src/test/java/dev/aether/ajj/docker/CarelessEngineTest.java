package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.testing.Declarations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An engine that does not filter by labels. Podman lists volumes that have any of several labels, which includes
 * volumes that ajj must never remove.
 */
class CarelessEngineTest {
    private static final Location PLACE = Location.unknown(Location.DOCKER);
    private static final Stack OURS = stack("1111", "mine");
    private static final List<Stack> OTHERS = List.of(stack("1111", "other"), stack("2222", "mine"));

    /** From an image made by {@code docker commit}. */
    private static final Map<String, String> COMMITTED = labels(OURS);

    private final List<String> removals = new CopyOnWriteArrayList<>();
    /** How often the removal of a volume fails because it is in use. */
    private final AtomicInteger busy = new AtomicInteger();

    private final StubEngine stub = StubEngine.answering(this::answer);
    private final Backend backend = Engines.backend(Engines.at(stub.address()));

    @AfterEach
    void stop() {
        backend.close();
        stub.close();
    }

    /** The engine still unmounts it. */
    @Test
    void removesAVolumeThatIsBrieflyInUse() {
        busy.set(2);
        backend.remove(OURS, new Backend.Part.Everything());
        assertThat(removals).contains("aether-1111-mine-data");
    }

    @Test
    void removesOnlyResourcesWithAllLabels() {
        backend.remove(OURS, new Backend.Part.Everything());

        assertThat(removals)
                .containsExactlyInAnyOrder(
                        "container-1111-mine",
                        "aether-1111-mine-data",
                        "network-1111-mine",
                        "1111-mine-db:1",
                        "sha256:old");
    }

    @Test
    void keepsVolumesAndRemovesOnlyResourcesWithAllLabels() {
        backend.remove(OURS, new Backend.Part.KeepVolumes());

        assertThat(removals).containsExactlyInAnyOrder("container-1111-mine", "network-1111-mine");
    }

    @Test
    void removesOnlyTheServiceOfTheStack() {
        backend.remove(OURS, new Backend.Part.Service("db"));

        assertThat(removals).containsExactly("container-1111-mine");
    }

    @Test
    void listsTheContainersOfOneRepository() {
        assertThat(backend.observe("2222")).containsOnlyKeys("aether-2222-mine");
    }

    @Test
    void ignoresResourcesWithoutLabels() {
        assertThat(backend.resources())
                .hasSize(13)
                .allSatisfy(resource -> assertThat(resource.name()).doesNotContain("stranger"));
    }

    private static Stack stack(String repository, String workspace) {
        Path root = Path.of("/work/shop");
        return new Stack(new WorkspaceId(repository, workspace, root), root, "aether-" + repository + "-" + workspace);
    }

    private String answer(String request) {
        String path = StubEngine.path(request);
        if (request.startsWith("DELETE")) {
            if (path.startsWith("/volumes/") && busy.getAndDecrement() > 0) {
                return StubEngine.response("409 Conflict", "{\"message\": \"volume is in use\"}");
            }
            removals.add(path.substring(path.lastIndexOf('/') + 1));
            return StubEngine.response("204 No Content", "");
        }
        return StubEngine.json(
                switch (path) {
                    case "/containers/json" -> list("container");
                    case "/networks" -> list("network");
                    case "/images/json" -> images();
                    case "/images/sha256:stranger-container/json" ->
                        "{\"Config\": " + image("sha256:stranger-container", "null", COMMITTED) + "}";
                    case "/volumes" -> "{\"Volumes\": " + list("volume") + "}";
                    default -> "";
                });
    }

    private static String list(String kind) {
        List<String> all = new CopyOnWriteArrayList<>();
        all.add(ours(kind, OURS));
        OTHERS.forEach(other -> all.add(ours(kind, other)));
        all.add(resource(kind + "-stranger", "theirs", Map.of("com.example", "theirs")));
        all.add(resource(kind + "-stranger-without", "without", Map.of()));
        // An image made by `docker commit` has the labels. Those of a volume or a network may have been copied.
        all.add(resource("stranger-with-labels", "stranger-copy", labels(OURS)));
        if (kind.equals("container")) {
            all.add(resource("container-stranger-of-image", name(kind, OURS), COMMITTED)
                    .replace("\"Names\":", "\"ImageID\": \"sha256:stranger-container\", \"Names\":"));
        }
        return "[" + String.join(", ", all) + "]";
    }

    private static String images() {
        List<String> all = new CopyOnWriteArrayList<>();
        all.add(image("sha256:1", "[\"aether-build/1111-mine-db:1\"]", Labels.ofImage(OURS)));
        all.add(image("sha256:old", "[\"<none>:<none>\"]", Labels.ofImage(OURS)));
        OTHERS.forEach(other -> all.add(image("sha256:" + id(other), "null", Labels.ofImage(other))));
        // One that the user has tagged, and one without an owner.
        all.add(image("sha256:stranger-kept", "[\"stranger:1\"]", Labels.ofImage(OURS)));
        all.add(image("sha256:stranger", "null", Map.of("aether.image.managed", "true")));
        all.add(image("sha256:stranger-container", "null", COMMITTED));
        return "[" + String.join(", ", all) + "]";
    }

    private static String image(String id, String tags, Map<String, String> labels) {
        return "{\"Id\": \"" + id + "\", \"RepoTags\": " + tags + ", \"Labels\": "
                + new ObjectMapper().valueToTree(labels) + "}";
    }

    private static String id(Stack stack) {
        return stack.repository() + "-" + stack.workspace();
    }

    private static String ours(String kind, Stack stack) {
        return resource(kind + "-" + id(stack), name(kind, stack), labels(stack));
    }

    private static String name(String kind, Stack stack) {
        return stack.namespace()
                + switch (kind) {
                    case "container" -> "-db";
                    case "volume" -> "-data";
                    default -> "";
                };
    }

    private static Map<String, String> labels(Stack stack) {
        return Labels.of(stack, PLACE, Declarations.service("db", List.of(), List.of()), Map.of(), "hash");
    }

    private static String resource(String id, String name, Map<String, String> labels) {
        String pairs = labels.entrySet().stream()
                .map(label -> "\"" + label.getKey() + "\": \"" + label.getValue() + "\"")
                .collect(Collectors.joining(", "));
        return "{\"Id\": \"%1$s\", \"Name\": \"%3$s\", \"Names\": [\"/%3$s\"], \"Labels\": {%2$s}}"
                .formatted(id, pairs, name);
    }
}
