package dev.aether.ajj.compose.draft;

import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.spi.config.ConfigDraft;
import dev.aether.ajj.spi.config.ConfigDraft.Service;
import java.util.List;
import java.util.Optional;

/** An example to begin with, where there is no compose file. */
final class StarterDraft {
    private static final String TEXT = """
            # What every workspace of this repository gets for itself: services in containers, with their own
            # network, volumes and host ports, and a file that says where they are. Change the example below
            # to what you need and commit this file.

            [services.postgres]
            image = "postgres:15"
            # Ports of the container. ajj chooses the host ports; "15432:5432" would fix one.
            ports = ["5432"]
            env = { POSTGRES_PASSWORD = "password", POSTGRES_DB = "app" }
            # "data" is a volume of the workspace. "./conf:/etc/conf:ro" would mount a directory of the workspace.
            volumes = ["data:/var/lib/postgresql/data"]
            # What {{ services.postgres.connection }} stands for below.
            connection = "postgres://postgres:{{ env.POSTGRES_PASSWORD }}@{{ host }}:{{ ports.5432 }}/app"

            # When the service is ready. Without this table: when its ports answer.
            [services.postgres.healthcheck]
            command = ["pg_isready", "-h", "127.0.0.1", "-U", "postgres"]
            timeout = "60s"

            # Another service. Remove the first two characters of each line to have it.
            # [services.redis]
            # image = "redis:7"
            # ports = ["6379"]
            # command = ["redis-server", "--save", ""]
            # depends_on = ["postgres"]
            # memory = "256m"
            # connection = "redis://{{ host }}:{{ ports.6379 }}"

            # Written into each workspace and unknown to jj; `ajj run -- COMMAND` has these variables.
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
