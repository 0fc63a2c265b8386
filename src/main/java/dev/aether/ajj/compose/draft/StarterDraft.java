package dev.aether.ajj.compose.draft;

import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.spi.config.ConfigDraft;
import dev.aether.ajj.spi.config.ConfigDraft.Service;
import java.util.List;
import java.util.Optional;

/** An example aether.toml for a repository without a compose file. */
final class StarterDraft {
    private static final String TEXT = """
            # The services of every workspace of this repository: containers with their own network, volumes
            # and host ports, and a file with their addresses. Adapt this example and commit the file.

            [services.postgres]
            image = "postgres:15"
            # Container ports. ajj chooses the host ports; "15432:5432" sets one.
            ports = ["5432"]
            env = { POSTGRES_PASSWORD = "password", POSTGRES_DB = "app" }
            # "data" is a volume of the workspace; "./conf:/etc/conf:ro" mounts a directory of the workspace.
            volumes = ["data:/var/lib/postgresql/data"]
            # The value of {{ services.postgres.connection }} below.
            connection = "postgres://postgres:{{ env.POSTGRES_PASSWORD }}@{{ host }}:{{ ports.5432 }}/app"

            # Checks whether the service is ready. Without this table it is ready when its ports answer.
            [services.postgres.healthcheck]
            command = ["pg_isready", "-h", "127.0.0.1", "-U", "postgres"]
            timeout = "60s"

            # To add another service, remove "# " from the start of each line.
            # [services.redis]
            # image = "redis:7"
            # ports = ["6379"]
            # command = ["redis-server", "--save", ""]
            # depends_on = ["postgres"]
            # memory = "256m"
            # connection = "redis://{{ host }}:{{ ports.6379 }}"

            # Written into each workspace and ignored by jj; `ajj run -- COMMAND` sets these variables.
            [injection]
            file = ".env"
            template = \"""
            DATABASE_URL={{ services.postgres.connection }}
            PGPORT={{ services.postgres.ports.5432 }}
            \"""
            """;

    private StarterDraft() {}

    /** @param notes compose files that were not read */
    static ConfigDraft draft(List<Note> notes) {
        return new ConfigDraft(
                TEXT,
                List.of(),
                List.of(new Service("postgres", "postgres:15", List.of("5432"))),
                List.of(),
                notes,
                Optional.of(".env"));
    }
}
