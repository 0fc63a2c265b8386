package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.NeedsRemoteHost;
import dev.aether.ajj.testing.RemoteHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After any number of actions and kills, {@code ajj cleanup --force} leaves no orphans, no stale entries, no port with
 * two owners and a sound jj repository. After forgetting all workspaces, nothing remains.
 *
 * <p>CI runs few actions. To run more: {@code ./mvnw verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
 * -Dit.test=StressIT -Dajj.stress.operations=2000 -Dajj.stress.threads=6}.
 */
@NeedsJj
@NeedsDocker
@NeedsRemoteHost
class StressIT {
    private static final int OPERATIONS = Integer.getInteger("ajj.stress.operations", 25);
    private static final int THREADS = Integer.getInteger("ajj.stress.threads", 4);
    private final long seed = Long.getLong("ajj.stress.seed", System.nanoTime());

    private static final String CONFIG = """
            [services.one]
            image = "busybox:1"
            command = ["sh", "-c", "while true; do echo hello | nc -l -p 80; done"]
            ports = ["80"]
            volumes = ["data:/data"]

            [services.two]
            image = "redis:7"
            ports = ["6379"]
            depends_on = ["one"]

            [injection]
            file = ".env"
            template = "PORTS={{ services.one.ports.80 }} {{ services.two.ports.6379 }}"
            """;

    @TempDir
    Path directory;

    @Test
    void nothingIsLost() throws Exception {
        try (RemoteHost remote = RemoteHost.start("busybox:1", "redis:7");
                PackagedAjj first = repository("first", "");
                PackagedAjj second = repository("second", "");
                PackagedAjj third = repository("third", sshBackend(remote))) {
            third.environment.putAll(remote.environment());
            List<PackagedAjj> all = List.of(first, second, third);
            StressLoad stress = new StressLoad(all);
            Instant start = Instant.now();

            stress.run(OPERATIONS, THREADS, seed);

            report(stress, Duration.between(start, Instant.now()));
            assertThat(stress.answers().keySet())
                    .as("seed %d", seed)
                    .noneMatch(answer -> answer.contains("INTERNAL") || answer.endsWith(": 255"))
                    .noneMatch(answer -> answer.contains("STATE_"))
                    .noneMatch(answer -> answer.contains("ROLLBACK_INCOMPLETE"));
            all.forEach(ajj -> ajj.run("cleanup", "--force", "--json").orFail());
            assertSound(all);
            all.forEach(StressIT::assertRepairable);
            all.forEach(StressIT::assertNothingLeft);
            assertNothingLeft(remote);
        }
    }

    private static String sshBackend(RemoteHost remote) {
        return "[backend]\ntype = \"ssh\"\nhost = \"" + remote.alias() + "\"\n\n";
    }

    private void assertNothingLeft(RemoteHost remote) {
        assertThat(remote.containers()).isEmpty();
        String label = "label=aether.managed=true";
        assertThat(remote.docker("network", "ls", "-q", "--filter", label)).isBlank();
        assertThat(remote.docker("volume", "ls", "-q", "--filter", label)).isBlank();
        await().atMost(Duration.ofSeconds(40))
                .until(() ->
                        StressAction.connections(directory.resolve("state")).isEmpty());
    }

    /** @param backend where its services run, as a table of aether.toml; may be empty */
    private PackagedAjj repository(String name, String backend) throws Exception {
        PackagedAjj ajj = new PackagedAjj(Files.createDirectory(directory.resolve(name)));
        ajj.useState(directory.resolve("state"));
        // Outside the repository, because `jj undo` removes new files.
        Files.writeString(StressAction.config(ajj), backend + CONFIG);
        ajj.environment.put("AJJ_TRUST", "all");
        return ajj;
    }

    private static void assertSound(List<PackagedAjj> repositories) {
        List<Integer> ports = new ArrayList<>();
        for (PackagedAjj ajj : repositories) {
            Set<String> owned = new HashSet<>();
            for (JsonNode workspace : ajj.run("list", "--json").orFail().json().get("workspaces")) {
                if (!workspace.has("namespace")) {
                    continue;
                }
                assertThat(workspace.path("phase").asText(""))
                        .as("%s", workspace)
                        .isEmpty();
                owned.add(workspace.get("namespace").asText());
                for (JsonNode resource : workspace.get("resources")) {
                    ports.add(resource.get("external_port").asInt());
                }
            }
            assertThat(ajj.engineNamespaces()).isSubsetOf(owned);
            assertThat(ajj.repository.jj("status")).isNotBlank();
        }
        assertThat(ports).doesNotHaveDuplicates();
    }

    /** Checks that {@code ajj up} repairs every remaining workspace. */
    private static void assertRepairable(PackagedAjj ajj) {
        String config = StressAction.config(ajj).toString();
        for (JsonNode workspace : ajj.run("list", "--json").json().get("workspaces")) {
            if (workspace.has("namespace")) {
                Path root = Path.of(workspace.get("root").asText());
                ajj.runIn(root, "up", "-c", config, "--json").orFail();
            }
        }
        for (JsonNode workspace : ajj.run("list", "--json").json().get("workspaces")) {
            if (workspace.has("namespace")) {
                assertThat(workspace.get("health").asText()).as("%s", workspace).isEqualTo("healthy");
            }
        }
    }

    private static void assertNothingLeft(PackagedAjj ajj) {
        List<String> names = new ArrayList<>(List.of("workspace", "forget", "--json"));
        for (JsonNode workspace : ajj.run("list", "--json").json().get("workspaces")) {
            if (!workspace.get("name").asText().equals("default")) {
                names.add(workspace.get("name").asText());
            }
        }
        if (names.size() > 3) {
            ajj.run(names.toArray(String[]::new)).orFail();
        }
        assertThat(ajj.engine()).isBlank();
        assertThat(ajj.repository.jj("workspace", "list")).hasLineCount(1);
    }

    private void report(StressLoad stress, Duration time) {
        StringBuilder text =
                new StringBuilder("stress: seed " + seed + ", " + THREADS + " threads, " + time.toSeconds() + " s\n");
        stress.operations().forEach((name, count) -> text.append(String.format("%6d  %s%n", count, name)));
        text.append("answers\n");
        for (Map.Entry<String, Long> answer : stress.answers().entrySet()) {
            text.append(String.format("%6d  %s%n", answer.getValue(), answer.getKey()));
        }
        System.out.println(text);
    }
}
