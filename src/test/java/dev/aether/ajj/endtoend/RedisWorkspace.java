package dev.aether.ajj.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/**
 * A default workspace with a Redis that keeps its data in a named volume, on a real engine, shared by all tests of a
 * class. Before each test, all services run as declared here. The data is kept.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisWorkspace {
    static final String REDIS = """
            [services.redis]
            image = "redis:7"
            ports = ["6379"]
            volumes = ["data:/data"]
            command = ["redis-server", "--appendonly", "yes"]
            """;
    static final String SLEEPER = """
            [services.sleeper]
            image = "busybox:1"
            command = ["sleep", "600"]
            """;
    static final String INJECTION = """
            [injection]
            file = ".env"
            template = "REDIS_PORT={{ services.redis.ports.6379 }}"
            """;

    Path directory;
    PackagedAjj ajj;
    private Map<String, String> environment;

    @BeforeAll
    final void makeRepository(@TempDir Path shared) {
        directory = shared;
        ajj = new PackagedAjj(directory);
        environment = Map.copyOf(ajj.environment);
    }

    @BeforeEach
    final void bringUp() {
        ajj.environment.clear();
        ajj.environment.putAll(environment);
        ajj.config(REDIS + SLEEPER + INJECTION);
        ajj.run("up").orFail();
    }

    @AfterAll
    final void removeAll() {
        ajj.close();
    }

    final String changes() {
        return ajj.run("up", "--json").orFail().json().get("changes").toString();
    }

    final JsonNode workspace() {
        return ajj.run("list", "--json").orFail().json().get("workspaces").get(0);
    }

    final String namespace() {
        return workspace().get("namespace").asText();
    }

    final String container(String service) {
        return workspace().get("resources").get(service).get("container_id").asText();
    }

    final int port() {
        return workspace().get("resources").get("redis").get("external_port").asInt();
    }

    final void set(String key, String value) {
        try (Jedis redis = new Jedis("127.0.0.1", port())) {
            redis.set(key, value);
        }
    }

    final String get(String key) {
        try (Jedis redis = new Jedis("127.0.0.1", port())) {
            return redis.get(key);
        }
    }

    final Path file(String name) {
        return ajj.repository.root().resolve(name);
    }
}
