package dev.aether.ajj.compose;

import dev.aether.ajj.model.SourcePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * A service as a compose file has it, in the terms of aether.toml where it has some.
 *
 * @param build where it is built from; empty when it is not built
 * @param replicas how many containers it is to have
 * @param env files and values joined
 * @param envFiles where variables come from, whether they are there or not
 * @param settings keys that need no more than another name or another way to write them
 * @param notes what could not be taken over; more may come
 */
record Definition(
        String name,
        SourcePosition position,
        Optional<Placed<String>> image,
        Optional<Placed<String>> build,
        List<String> profiles,
        OptionalInt replicas,
        Ports ports,
        SequencedMap<String, Placed<String>> env,
        List<Path> envFiles,
        List<Mount> mounts,
        List<Placed<String>> tmpfs,
        Optional<Placed<List<String>>> command,
        Optional<Placed<List<String>>> entrypoint,
        List<Setting> settings,
        Optional<Check> healthcheck,
        List<Dependency> dependencies,
        Notes notes) {

    /**
     * The ports of a service.
     *
     * @param published by compose, each once: {@code 5432} or {@code 53/udp}
     * @param fixed host ports that compose publishes them on, by {@code published}
     * @param exposed to other services only
     */
    record Ports(List<Placed<String>> published, SequencedMap<String, String> fixed, List<Placed<String>> exposed) {}

    /** What a mount is of. */
    enum Source {
        VOLUME,
        /** A volume without a name. */
        ANONYMOUS,
        /** A path of this machine. */
        PATH
    }

    /**
     * Something mounted into the container.
     *
     * @param name the volume's name or the path as written; empty for {@link Source#ANONYMOUS}
     */
    record Mount(Source source, Placed<String> name, String target, boolean readOnly) {}

    /**
     * A key of aether.toml.
     *
     * @param literal its value in TOML
     */
    record Setting(String key, Placed<String> literal) {}

    /**
     * How compose finds out that it is healthy.
     *
     * @param command empty when the image's own is asked
     * @param patience how long compose gives it in all, when it says so
     */
    record Check(Optional<Placed<List<String>>> command, Optional<Placed<Duration>> patience) {}

    /**
     * A service that must be there before.
     *
     * @param completed whether it must have ended
     * @param required whether it must be there at all
     */
    record Dependency(Placed<String> name, boolean completed, boolean required) {}
}
