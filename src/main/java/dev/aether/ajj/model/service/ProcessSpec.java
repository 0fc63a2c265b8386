package dev.aether.ajj.model.service;

import dev.aether.ajj.model.service.ContainerSpec.Restart;
import dev.aether.ajj.model.template.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The program that a container runs.
 *
 * @param command replaces the image's command; empty list: the image's own
 * @param entrypoint replaces the image's entry point; empty list: the image's own
 * @param env environment variables, in the order written; values may be secret
 * @param workingDir absolute path in the container; empty: the image's own
 * @param user {@code uid[:gid]} or a name that the image knows
 * @param groups additional groups of the user: numbers, or names that the image knows
 * @param init whether a small init process forwards signals and reaps processes
 */
public record ProcessSpec(
        List<String> command,
        List<String> entrypoint,
        Map<String, String> env,
        Optional<String> workingDir,
        Optional<String> user,
        List<String> groups,
        boolean init,
        Lifetime lifetime) {

    /**
     * How the program is stopped and restarted.
     *
     * @param stopSignal such as {@code SIGINT}; empty: the image's own
     * @param stopGracePeriod time between the signal and SIGKILL; empty: the engine's 10 seconds
     * @param unchecked whether to disable the image's healthcheck
     */
    public record Lifetime(
            Restart restart, Optional<String> stopSignal, Optional<Duration> stopGracePeriod, boolean unchecked) {}

    ProcessSpec rendered(ServiceTemplates templates, Function<Template, String> render) {
        Map<String, String> filledEnv = new LinkedHashMap<>(env);
        templates.env().forEach((key, template) -> filledEnv.put(key, render.apply(template)));
        List<String> filledCommand = new ArrayList<>(command);
        templates.command().forEach((index, template) -> filledCommand.set(index, render.apply(template)));
        return new ProcessSpec(
                List.copyOf(filledCommand),
                entrypoint,
                Collections.unmodifiableMap(filledEnv),
                workingDir,
                user,
                groups,
                init,
                lifetime);
    }
}
