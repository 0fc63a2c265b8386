package dev.aether.ajj.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** A default workspace with a Redis that keeps its data in a named volume, brought up on a real engine. */
abstract class RedisBroughtUp {
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

    @TempDir
    Path directory;

    PackagedAjj ajj;

    @BeforeEach
    void bringUp() {
        ajj = new PackagedAjj(directory);
        ajj.config(REDIS + SLEEPER + INJECTION);
        ajj.run("up").orFail();
    }

    @AfterEach
    void clean() {
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
