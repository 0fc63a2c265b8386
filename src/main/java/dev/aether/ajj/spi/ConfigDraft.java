package dev.aether.ajj.spi;

import dev.aether.ajj.model.ComposeUse.LeftOut;
import dev.aether.ajj.model.ComposeUse.Note;
import dev.aether.ajj.model.SourcePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text of an aether.toml that is not written yet.
 *
 * @param text the whole file
 * @param sources the files it was made from, absolute, the first one first; empty for an example to begin with
 * @param included files that these include or extend, in the order read
 * @param variableFiles files that values come from, such as {@code .env}, in the order read
 * @param services what it declares, in its order
 * @param leftOut services of the sources that stand in it as comments only
 * @param notes what differs from the sources, in their order; the same words stand in the text
 * @param unset variables that the sources name, that nobody sets, and that are taken for empty
 * @param injectedFile the file that its {@code [injection]} names; empty when it has none
 * @param origins where a line of the text comes from, by its number counted from 1; not every line has one
 */
public record ConfigDraft(
        String text,
        List<Path> sources,
        List<Path> included,
        List<Path> variableFiles,
        List<Service> services,
        List<LeftOut> leftOut,
        List<Note> notes,
        Set<String> unset,
        Optional<String> injectedFile,
        Map<Integer, SourcePosition> origins) {

    /**
     * A declared service.
     *
     * @param ports as declared, such as {@code 5432}
     */
    public record Service(String name, String image, List<String> ports) {}
}
