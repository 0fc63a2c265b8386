package dev.aether.ajj.spi.directory;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import java.util.Map;
import java.util.Set;

/** Fills in {@code {{ expressions }}}. */
public interface Templates {

    /**
     * Checks every template of the configuration: connections, env and command of services, and injections.
     *
     * @param incomplete services of which not all could be read: what a template names of them is not reported
     * @param problems gets each unknown service, port or key, with its place
     */
    void check(AetherConfig config, Set<String> incomplete, ConfigFaults problems);

    /**
     * Renders the text of a file. In a dotenv file the values get the quotes that they need.
     *
     * @param values nested maps with String keys; see {@code TemplateValues} for the names
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID}, also when a value cannot be written where it is
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
