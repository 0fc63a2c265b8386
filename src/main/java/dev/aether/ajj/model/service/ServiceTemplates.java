package dev.aether.ajj.model.service;

import dev.aether.ajj.model.template.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The templates that are rendered before a service's container is created.
 *
 * @param env by the name of the variable
 * @param command by the index of the argument
 */
public record ServiceTemplates(Map<String, Template> env, Map<Integer, Template> command) {
    public static final ServiceTemplates NONE = new ServiceTemplates(Map.of(), Map.of());

    public ServiceTemplates {
        env = Map.copyOf(env);
        command = Map.copyOf(command);
    }

    public boolean isEmpty() {
        return env.isEmpty() && command.isEmpty();
    }

    public List<Template> all() {
        return Stream.concat(env.values().stream(), command.values().stream()).toList();
    }
}
