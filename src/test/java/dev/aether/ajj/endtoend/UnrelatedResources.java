package dev.aether.ajj.endtoend;

import dev.aether.ajj.testing.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Containers, networks and volumes that resemble ajj's but are not. Closing removes them. */
final class UnrelatedResources implements AutoCloseable {
    private final List<String> names = new ArrayList<>();

    /** Creates a container, a network and a volume of this name. */
    void create(String name, List<String> labels) {
        names.add(name);
        run(List.of("docker", "create", "--name", name), labels, List.of("busybox:1", "true"));
        run(List.of("docker", "network", "create"), labels, List.of(name));
        run(List.of("docker", "volume", "create"), labels, List.of(name));
    }

    private static void run(List<String> command, List<String> labels, List<String> last) {
        List<String> all = new ArrayList<>(command);
        all.addAll(labels);
        all.addAll(last);
        Shell.succeed(Map.of(), all);
    }

    void assertAllThere() {
        for (String name : names) {
            for (String kind : List.of("container", "network", "volume")) {
                PackagedAjj.docker(kind, "inspect", name);
            }
        }
    }

    @Override
    public void close() {
        for (String name : names) {
            Shell.run(Map.of(), List.of("docker", "rm", "-f", name));
            Shell.run(Map.of(), List.of("docker", "network", "rm", name));
            Shell.run(Map.of(), List.of("docker", "volume", "rm", name));
        }
    }
}
