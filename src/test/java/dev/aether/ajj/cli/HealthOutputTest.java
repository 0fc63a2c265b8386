package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The health of a workspace that is unfinished, abandoned, without services, or on an unreachable engine. */
class HealthOutputTest {
    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    @BeforeEach
    void addOne() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
    }

    @ParameterizedTest
    @CsvSource({"CREATING, ajj workspace add, creating", "REMOVING, ajj workspace forget, removing"})
    void whileAnAjjWorksOnIt(Phase phase, String command, String word) throws IOException {
        leave(phase, ProcessOwner.current(command));

        assertThat(feature().path("health").asText()).isEqualTo(word);
        assertThat(feature().path("phase").asText()).isEqualTo(word);
        assertThat(feature().path("abandoned").isBoolean()).isTrue();
        assertThat(feature().path("abandoned").asBoolean()).isFalse();
        assertThat(ajj.type("list").out()).containsPattern("  feature .* " + word + " ");
        assertThat(ajj.type("list").err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CREATING, ajj workspace add, creating", "REMOVING, ajj workspace forget, removing"})
    void afterThatAjjDied(Phase phase, String command, String word) throws IOException {
        leave(phase, new ProcessOwner(Long.MAX_VALUE, command));

        assertThat(feature().path("health").asText()).isEqualTo("failed");
        assertThat(feature().path("phase").asText()).isEqualTo(word);
        assertThat(feature().path("abandoned").asBoolean()).isTrue();
        assertThat(ajj.type("list").out()).containsPattern("  feature .* incomplete ");
        assertThat(ajj.type("list").err()).contains("ajj workspace forget feature");
    }

    @Test
    void whenNothingIsInProgressThereIsNoPhase() throws IOException {
        assertThat(feature().has("phase")).isFalse();
        assertThat(feature().has("abandoned")).isFalse();
    }

    @Test
    void withoutServices() throws IOException {
        JsonNode added =
                json("workspace", "add", "--no-services", "/repo/plain").get("workspace");

        assertThat(added.path("health").asText()).isEqualTo("none");
        assertThat(listed("plain").path("health").asText()).isEqualTo("none");
        assertThat(listed("default").path("health").asText()).isEqualTo("none");
        assertThat(json("status").at("/workspace/health").asText()).isEqualTo("none");
        assertThat(ajj.type("list").out()).containsPattern("  plain +- +- ").containsPattern("\\* default +- +- ");
    }

    @Test
    void afterDown() throws IOException {
        ajj.type("up", "-q");
        ajj.type("down", "-q");

        assertThat(listed("default").path("health").asText()).isEqualTo("stopped");
        assertThat(ajj.type("list").out()).containsPattern("\\* default .* stopped ");
    }

    @Test
    void whenTheEngineDoesNotAnswer() throws IOException {
        engineIsOff();
        JsonNode feature = feature();

        assertThat(feature.path("health").asText()).isEqualTo("unknown");
        assertThat(feature.at("/resources/db/status").asText()).isEqualTo("unknown");
        engineIsOff();
        assertThat(ajj.type("list").out()).containsPattern("  feature .* unknown ");
    }

    @Test
    void whileTheFirstUpWaits() throws IOException {
        JsonNode waiting = whileUpWaits();

        assertThat(waiting.path("health").asText()).isEqualTo("creating");
        assertThat(waiting.at("/resources/db/status").asText()).isEqualTo("starting");
        assertThat(listed("default").path("health").asText()).isEqualTo("healthy");
    }

    @Test
    void whileALaterUpWaits() throws IOException {
        ajj.type("up", "-q");
        world.declare(Declarations.config(
                Declarations.withImage(FakeWorld.service("db", 5432, List.of()), "db:2"),
                FakeWorld.service("web", 80, List.of("db"))));
        JsonNode waiting = whileUpWaits();

        assertThat(waiting.path("health").asText()).isEqualTo("degraded");
        assertThat(waiting.at("/resources/db/status").asText()).isEqualTo("starting");
        assertThat(waiting.at("/resources/web/status").asText()).isEqualTo("missing");
        assertThat(listed("default").path("health").asText()).isEqualTo("healthy");
    }

    @Test
    void whileAnUpWaitsForAStoppedContainer() throws IOException {
        ajj.type("up", "-q");
        world.engine.kill("aether-a4f3b-default-db", 137);
        assertThat(listed("default").path("health").asText()).isEqualTo("stopped");
        JsonNode waiting = whileUpWaits();

        assertThat(waiting.path("health").asText()).isEqualTo("starting");
        assertThat(listed("default").path("health").asText()).isEqualTo("healthy");
    }

    @Test
    void afterAnUpThatDidNotWait() throws IOException {
        world.onProbe.put(5432, () -> {
            throw new Failure(new Problem.Interrupted("the operation"));
        });
        assertThat(ajj.type("up", "-q").status()).isEqualTo(ExitStatus.INTERRUPTED);
        world.onProbe.clear();

        assertThat(listed("default").path("health").asText()).isEqualTo("starting");
        assertThat(ajj.type("list").out()).containsPattern("\\* default  db:\\d+ \\(starting\\)  starting ");
        assertThat(ajj.type("status").err()).isEqualTo("""
                        Hint: db (starting): wait until it is ready: ajj up db
                        Hint: db (starting): read its log: ajj logs -n 50 db
                        """);
        Seen up = ajj.type("up");
        assertThat(up.err()).contains("db: waiting until it answers").contains("db: ready after");
        assertThat(up.out()).startsWith("Workspace default is up: unchanged db");
        assertThat(listed("default").path("health").asText()).isEqualTo("healthy");
    }

    @Test
    void withoutItsDirectory() throws IOException {
        assertThat(feature().has("directory_gone")).isFalse();

        world.delete(Path.of("/repo/feature"), false);

        assertThat(feature().path("directory_gone").asBoolean()).isTrue();
        assertThat(feature().path("health").asText()).as("of its services").isEqualTo("healthy");
        Seen list = ajj.type("list");
        assertThat(list.out()).containsPattern("  feature  db:\\d+  directory gone ");
        assertThat(list.err())
                .isEqualTo("Hint: feature has no directory. If you moved it, run `ajj list` there. Else remove it with"
                        + " `ajj workspace forget feature`, or list its resources with `ajj cleanup`\n");
    }

    @Test
    void forgottenByJj() throws IOException {
        assertThat(feature().has("unknown_to_jj")).isFalse();

        world.forgetWorkspaces(world.repository, List.of("feature"));

        assertThat(listed("feature").path("unknown_to_jj").asBoolean()).isTrue();
        Seen list = ajj.type("list");
        assertThat(list.out()).containsPattern("  feature  db:\\d+  unknown to jj ");
        assertThat(list.err())
                .isEqualTo("Hint: feature is forgotten in jj: remove its services with `ajj workspace forget feature`,"
                        + " or list its resources with `ajj cleanup`\n");
    }

    @Test
    void statusOfAForgottenWorkspace() {
        world.statusFailure = Optional.of(new Failure(new JjProblem.Failed("jj status", 1, "Error: no working copy")));
        assertThat(ajj.type("status", "--json").out()).contains("\"code\" : \"JJ_FAILED\"");

        world.forgetWorkspaces(world.repository, List.of("default"));

        assertThat(ajj.type("status", "--json").out()).contains("\"code\" : \"NOT_IN_WORKSPACE\"");
    }

    @Test
    void hintsForANameWithAHyphen() {
        ajj.type("workspace", "add", "-q", "--", "/repo/-dash");
        world.delete(Path.of("/repo/-dash"), false);

        assertThat(ajj.type("list").err()).contains("`ajj workspace forget -- -dash`");
        assertThat(ajj.type("workspace", "forget", "--", "-dash").status()).isZero();
    }

    /** Runs {@code ajj up}, and returns the workspace as the list shows it while the service db is not ready. */
    private JsonNode whileUpWaits() throws IOException {
        List<String> lists = new ArrayList<>();
        world.onProbe.put(5432, () -> {
            if (world.engine.contents().contains("container aether-a4f3b-default-db")) {
                lists.add(new TypedCommand(world).type("list", "--json").out());
            }
        });
        assertThat(ajj.type("up", "-q").status()).isZero();
        world.onProbe.clear();
        return workspace(new ObjectMapper().readTree(lists.getLast()), "default");
    }

    private void engineIsOff() {
        world.faults.runBefore("observe", () -> {
            throw new Failure(new BackendProblem.Unavailable("the engine does not answer", List.of("start it")));
        });
    }

    private void leave(Phase phase, ProcessOwner owner) {
        world.change(
                world.repository,
                "feature",
                entry -> Optional.of(entry.orElseThrow().withPhase(phase).withOwner(owner)));
    }

    private JsonNode feature() throws IOException {
        return listed("feature");
    }

    private JsonNode listed(String name) throws IOException {
        return workspace(json("list"), name);
    }

    private static JsonNode workspace(JsonNode list, String name) {
        return StreamSupport.stream(list.get("workspaces").spliterator(), false)
                .filter(workspace -> workspace.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode json(String... line) throws IOException {
        String[] words = new String[line.length + 1];
        words[0] = "--json";
        System.arraycopy(line, 0, words, 1, line.length);
        return new ObjectMapper().readTree(ajj.type(words).out());
    }
}
