package dev.aether.ajj.state;

import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Measures one change of a large registry: lock, read, change, write, fsync, rename. Not a test, because times depend
 * on the machine. {@code ./mvnw -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=dev.aether.ajj.state.RegistryBenchmark}
 */
public final class RegistryBenchmark {
    private static final int WORKSPACES = 1000;
    private static final int WARM_UP = 50;
    private static final int CHANGES = 200;

    private RegistryBenchmark() {}

    /** Prints the median and the maximum, in milliseconds. */
    public static void main(String... arguments) throws IOException {
        Path root = Files.createTempDirectory("registry-benchmark");
        Repository repository = new Repository(root, root, "a4f3b00000000000");
        JsonWorkspaceRegistry registry = new JsonWorkspaceRegistry(new FakeRecovery(), Progress.SILENT, Deadline.NONE);
        for (int number = 0; number < WORKSPACES; number++) {
            put(registry, repository, "workspace-" + number);
        }
        long[] nanos = new long[CHANGES];
        for (int number = -WARM_UP; number < CHANGES; number++) {
            long start = System.nanoTime();
            put(registry, repository, "changed-" + number % 2);
            if (number >= 0) {
                nanos[number] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%d workspaces, %d changes: median %.1f ms, worst %.1f ms, state.json %d KB%n",
                WORKSPACES,
                CHANGES,
                nanos[CHANGES / 2] / 1e6,
                nanos[CHANGES - 1] / 1e6,
                Files.size(root.resolve(".jj/aether/state.json")) / 1024);
        delete(root);
    }

    private static void put(JsonWorkspaceRegistry registry, Repository repository, String name) {
        SequencedMap<String, Integer> ports = new LinkedHashMap<>(Map.of("5432", 20000));
        SequencedMap<String, ServiceEntry> services = new LinkedHashMap<>();
        for (String service : List.of("postgres", "redis")) {
            services.put(
                    service, new ServiceEntry(service + ":1", ports, "0123456789abcdef".repeat(4), "x://127.0.0.1"));
        }
        registry.change(
                repository,
                name,
                _ -> Optional.of(new WorkspaceEntry(
                        name,
                        repository.mainRoot().resolve(name),
                        "aether-a4f3b-" + name,
                        Location.unknown(Location.DOCKER),
                        WorkspaceEntry.Phase.READY,
                        services,
                        List.of(".env"),
                        Instant.now(),
                        new ProcessOwner(1, "ajj"),
                        Optional.empty(),
                        Optional.empty())));
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
