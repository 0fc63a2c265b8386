package dev.aether.ajj.spi.config;

import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.config.ComposeUse.Note;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The text of an aether.toml that is not written yet.
 *
 * @param sources compose files that it names or was made from, absolute; empty for an example
 * @param injectedFile the file of its {@code [injection]}; empty without one
 */
public record ConfigDraft(
        String text,
        List<Path> sources,
        List<Service> services,
        List<LeftOut> leftOut,
        List<Note> notes,
        Optional<String> injectedFile) {

    /**
     * A declared service.
     *
     * @param ports as declared, such as {@code 5432}
     */
    public record Service(String name, String image, List<String> ports) {}
}
