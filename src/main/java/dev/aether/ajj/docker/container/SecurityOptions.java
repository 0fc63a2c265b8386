package dev.aether.ajj.docker.container;

import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;

/** Translates {@code security_opt} for the engine. */
final class SecurityOptions {
    /** An option of the docker command, for which the engine has two lists of paths. */
    private static final String OPEN_PATHS = "systempaths=unconfined";

    private SecurityOptions() {}

    static HostConfig newHostConfig(List<String> options) {
        HostConfig config = options.contains(OPEN_PATHS) ? new WithOpenPaths() : HostConfig.newHostConfig();
        List<String> others =
                options.stream().filter(option -> !option.equals(OPEN_PATHS)).toList();
        return others.isEmpty() ? config : config.withSecurityOpts(others);
    }

    /** Makes all of /proc and /sys accessible. docker-java has no fields for that. */
    static final class WithOpenPaths extends HostConfig {
        private static final long serialVersionUID = 1L;

        @Override
        public Map<String, Object> getRawValues() {
            return Map.of("MaskedPaths", List.of(), "ReadonlyPaths", List.of());
        }
    }
}
