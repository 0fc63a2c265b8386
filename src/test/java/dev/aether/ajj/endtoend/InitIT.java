package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsCompose;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** {@code ajj init}, and workspaces made from what it writes. */
@NeedsJj
@NeedsDocker
@NeedsCompose
class InitIT {
    private static final String COMPOSE = """
            services:
              web:
                build: .
                environment:
                  DATABASE_URL: postgres://shop:${DB_PASSWORD}@db:5432/shop
                  REDIS_URL: redis://cache:6379/0
                  PG_HOST: db
                  PG_PORT: 5432
                depends_on: [db, cache]
              db:
                image: postgres:15
                container_name: shop-db
                environment:
                  POSTGRES_USER: shop
                  POSTGRES_PASSWORD: ${DB_PASSWORD}
                  POSTGRES_DB: shop
                ports: ["5432:5432"]
                volumes:
                  - data:/var/lib/postgresql/data
                  - ./seed:/seed:ro
                healthcheck: {test: "pg_isready -h 127.0.0.1 -U shop", interval: 1s, retries: 60}
              cache:
                image: redis:7
                command: redis-server --save "" --appendonly no
                volumes: ["./cache-data:/data"]
                depends_on: {seed: {condition: service_completed_successfully}}
              seed:
                image: busybox:1
                command: test -f /seed/rows.txt
                volumes: ["./seed:/seed:ro"]
            volumes: {data: }
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeEach
    void repository() throws IOException {
        ajj = new PackagedAjj(directory);
        Path root = ajj.repository.root();
        Files.writeString(root.resolve("compose.yaml"), COMPOSE);
        Files.writeString(root.resolve(".gitignore"), ".env\n/cache-data\n");
        Files.writeString(root.resolve(".env"), "DB_PASSWORD=hunter2\n");
        Files.createDirectories(root.resolve("cache-data"));
        Files.createDirectories(root.resolve("seed"));
        Files.writeString(root.resolve("seed/rows.txt"), "1\n");
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    @Test
    void aDraftFromAComposeFileWorks() throws Exception {
        JsonNode written = ajj.run("init", "--json").orFail().json();
        assertThat(written.get("services").findValuesAsText("name")).containsExactly("cache", "db", "seed");
        assertThat(written.get("left_out").findValuesAsText("name")).containsExactly("web");
        assertThat(written.get("env_file").asText()).isEqualTo(".env");
        assertThat(ajj.repository.root().resolve("aether.toml")).content().doesNotContain("hunter2");
        ajj.repository.jj("commit", "-m", "Services");

        ajj.run("workspace", "add", "../feature").orFail();
        Path feature = ajj.repository.beside("feature");
        assertThat(feature.resolve("cache-data"))
                .as("ignored by jj, and mounted")
                .isDirectory();
        assertThat(ajj.repository.jjIn(feature, "file", "list")).doesNotContain(".env");
        String url = "jdbc:postgresql://" + variable(feature, "PG_HOST") + ":" + variable(feature, "PG_PORT") + "/shop";
        try (Connection connection = DriverManager.getConnection(url, "shop", "hunter2");
                ResultSet answer = connection.createStatement().executeQuery("SELECT current_user")) {
            answer.next();
            assertThat(answer.getString(1)).isEqualTo("shop");
        }
        assertThat(variable(feature, "DATABASE_URL"))
                .isEqualTo("postgres://shop:hunter2@127.0.0.1:" + variable(feature, "PG_PORT") + "/shop");
        try (Jedis redis = new Jedis(URI.create(variable(feature, "REDIS_URL")))) {
            assertThat(redis.ping()).isEqualTo("PONG");
        }

        ajj.run("workspace", "forget", "feature").orFail();
        assertThat(ajj.engine()).isBlank();
        assertThat(feature.resolve(".env")).doesNotExist();
    }

    @Test
    void theExampleWorksUnchanged() throws IOException {
        Files.delete(ajj.repository.root().resolve("compose.yaml"));
        Files.createDirectories(ajj.repository.root().resolve("src"));
        PackagedAjj.Result result =
                ajj.runIn(ajj.repository.root().resolve("src"), "init").orFail();
        assertThat(result.out()).startsWith("Wrote " + ajj.repository.root().resolve("aether.toml"));
        ajj.repository.jj("commit", "-m", "Services");
        ajj.run("workspace", "add", "../feature").orFail();
        assertThat(variable(ajj.repository.beside("feature"), "DATABASE_URL"))
                .startsWith("postgres://postgres:password@127.0.0.1:");
    }

    @Test
    void initRefusesAnExistingFileAndADirectoryOutsideAWorkspace() throws IOException {
        ajj.run("init").orFail();
        String first = Files.readString(ajj.repository.root().resolve("aether.toml"));
        PackagedAjj.Result again = ajj.run("init", "--json");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.json().findValue("code").asText()).isEqualTo("CONFIG_INVALID");
        assertThat(ajj.run("init", "--force").orFail().out()).startsWith("Replaced ");
        assertThat(ajj.repository.root().resolve("aether.toml")).hasContent(first);

        Path outside = Files.createDirectory(ajj.repository.beside("outside"));
        PackagedAjj.Result nowhere = ajj.runIn(outside, "init", "--json");
        assertThat(nowhere.status()).isEqualTo(1);
        assertThat(nowhere.json().findValue("code").asText()).isEqualTo("NOT_IN_WORKSPACE");
        assertThat(outside).isEmptyDirectory();
        assertThat(ajj.repository.root().resolve(".jj").toFile().list())
                .as("nothing half written")
                .noneMatch(name -> name.startsWith(".ajj"));
    }

    private String variable(Path root, String name) {
        return ajj.runIn(root, "run", "--", "printenv", name).orFail().out().strip();
    }
}
