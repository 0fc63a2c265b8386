package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many {@code ajj workspace add} processes that start at the same time. CI uses few. To run more: {@code ./mvnw verify
 * -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ConcurrentAddsIT -Dajj.many=50}.
 */
@NeedsJj
@NeedsDocker
class ConcurrentAddsIT {
    private static final int MANY = Integer.getInteger("ajj.many", 8);
    private static final String CONFIG = """
            [services.one]
            image = "busybox:1"
            command = ["httpd", "-f", "-p", "80", "-h", "/"]
            ports = ["80"]

            [services.two]
            image = "busybox:1"
            command = ["httpd", "-f", "-p", "80", "-h", "/"]
            ports = ["80"]
            volumes = ["data:/data"]

            [injection]
            file = ".env"
            template = "PORTS={{ services.one.ports.80 }} {{ services.two.ports.80 }}"
            """;

    @TempDir
    Path directory;

    @Test
    void manyAddsToOneRepositorySucceed() throws Exception {
        try (PackagedAjj ajj = repository("one")) {
            addAll(List.of(ajj), MANY);
        }
    }

    @Test
    void manyAddsToTwoRepositoriesSucceed() throws Exception {
        try (PackagedAjj first = repository("first");
                PackagedAjj second = repository("second")) {
            addAll(List.of(first, second), MANY / 2);
        }
    }

    private PackagedAjj repository(String name) throws Exception {
        PackagedAjj ajj = new PackagedAjj(Files.createDirectory(directory.resolve(name)));
        ajj.useState(directory.resolve("state"));
        ajj.config(CONFIG);
        return ajj;
    }

    private static void addAll(List<PackagedAjj> repositories, int each) throws Exception {
        Instant start = Instant.now();
        List<PackagedAjj.Result> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PackagedAjj.Result>> running = new ArrayList<>();
            for (int number = 0; number < each; number++) {
                for (PackagedAjj ajj : repositories) {
                    String destination = "../w" + number;
                    running.add(threads.submit(
                            () -> ajj.runProcessIn(ajj.repository.root(), "workspace", "add", "--json", destination)));
                }
            }
            for (Future<PackagedAjj.Result> one : running) {
                results.add(one.get());
            }
        }
        Duration took = Duration.between(start, Instant.now());

        assertThat(results).allSatisfy(PackagedAjj.Result::orFail);
        List<Integer> ports = new ArrayList<>();
        for (PackagedAjj ajj : repositories) {
            JsonNode workspaces = ajj.run("list", "--json").orFail().json().get("workspaces");
            assertThat(workspaces).hasSize(each + 1);
            for (JsonNode workspace : workspaces) {
                workspace
                        .path("resources")
                        .forEach(service ->
                                ports.add(service.get("external_port").asInt()));
            }
            assertThat(workspaces.findValuesAsText("health"))
                    .filteredOn("healthy"::equals)
                    .hasSize(each);
            assertThat(ajj.repository.jj("status")).contains("aether.toml");
        }
        assertThat(ports).hasSize(2 * each * repositories.size()).doesNotHaveDuplicates();
        System.out.printf(
                "many at once: %d workspaces from %d repositories in %d s%n",
                each * repositories.size(), repositories.size(), took.toSeconds());
    }
}
