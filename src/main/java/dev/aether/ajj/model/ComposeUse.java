package dev.aether.ajj.model;

import java.nio.file.Path;
import java.util.List;

/**
 * What was taken from compose files.
 *
 * @param files absolute, in the order read; at least one
 * @param services taken, by their names in aether.toml
 * @param leftOut services that were not taken
 * @param notes what is not kept of those that were taken
 */
public record ComposeUse(List<Path> files, List<String> services, List<LeftOut> leftOut, List<Note> notes) {

    /**
     * A service that was not taken.
     *
     * @param reason in a half-sentence
     */
    public record LeftOut(String service, String reason) {}

    /**
     * Something that is not kept.
     *
     * @param service in the compose file; empty when it is about the file as a whole
     * @param key of the compose file, such as {@code configs}
     * @param message what becomes of it, in a half-sentence; holds no value that may be secret
     * @param position where the service is declared
     */
    public record Note(String service, String key, String message, SourcePosition position) {}
}
