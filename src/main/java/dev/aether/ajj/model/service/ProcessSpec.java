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
 * @param env environment of the container, in the order written; values may be secret
 * @param workingDir absolute path in the container; empty: the image's own
 * @param user {@code uid[:gid]} or a name that the image knows
 * @param groups more groups of the user: numbers, or names that the image knows
 * @param init whether a small init process forwards signals and removes ended processes
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
     * How it is stopped, and when the engine starts it again.
     *
     * @param stopSignal such as {@code SIGINT}; empty: the image's own
     * @param stopGracePeriod how long the program may take to end after the signal; empty: the engine's 10 seconds
     * @param unchecked whether the engine leaves out the image's healthcheck
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
