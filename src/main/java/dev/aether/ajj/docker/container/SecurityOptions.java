package dev.aether.ajj.docker.container;

import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;

/** A container's {@code security_opt}, in the engine's form. */
final class SecurityOptions {
    /** The docker command translates it: the engine has two lists of paths for it instead. */
    private static final String OPEN_PATHS = "systempaths=unconfined";

    private SecurityOptions() {}

    /** A container's settings with these options and nothing else. */
    static HostConfig newHostConfig(List<String> options) {
        HostConfig config = options.contains(OPEN_PATHS) ? new WithOpenPaths() : HostConfig.newHostConfig();
        List<String> others =
                options.stream().filter(option -> !option.equals(OPEN_PATHS)).toList();
        return others.isEmpty() ? config : config.withSecurityOpts(others);
    }

    /** With the whole of /proc and /sys: docker-java has no fields for that. */
    static final class WithOpenPaths extends HostConfig {
        private static final long serialVersionUID = 1L;

        @Override
        public Map<String, Object> getRawValues() {
            return Map.of("MaskedPaths", List.of(), "ReadonlyPaths", List.of());
        }
    }
}
