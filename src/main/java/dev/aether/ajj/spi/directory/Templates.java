package dev.aether.ajj.spi.directory;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import java.util.Map;
import java.util.Set;

/** Renders templates: texts with {@code {{ expressions }}}. */
public interface Templates {

    /**
     * Checks every template of the configuration: connections, env and command of services, and injections.
     *
     * @param incomplete services that could be read in part only: unknown names of theirs are not reported
     * @param problems receives each unknown service, port or key, with its position
     */
    void check(AetherConfig config, Set<String> incomplete, ConfigFaults problems);

    /**
     * Renders the text of a file. In a dotenv file, values are quoted where needed.
     *
     * @param values nested maps with String keys; see {@code TemplateValues} for the names
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID}, also when the file's syntax cannot hold a value
     */
    String render(Injection injection, Map<String, Object> values);

    /**
     * Renders one template.
     *
     * @param values nested maps with String keys; see {@code TemplateValues} for the names
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID}
     */
    String render(Template template, Map<String, Object> values);
}
