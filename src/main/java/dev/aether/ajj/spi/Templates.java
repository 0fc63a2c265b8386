package dev.aether.ajj.spi;

import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.Injection;
import dev.aether.ajj.model.Template;
import java.util.Map;

/** Fills in {@code {{ expressions }}}. */
public interface Templates {

    /**
     * Checks every template of the configuration without rendering it: connections and injections.
     *
     * @throws dev.aether.ajj.error.Failure one {@code CONFIG_INVALID} for each unknown service, port or key, with its place
     */
    void check(AetherConfig config);

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
