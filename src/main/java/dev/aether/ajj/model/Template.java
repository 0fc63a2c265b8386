package dev.aether.ajj.model;

/**
 * A text of aether.toml in which {@code {{ expression }}} stands for a value.
 *
 * @param text the text as written, before rendering
 * @param start where its first character stands in aether.toml
 */
public record Template(String text, SourcePosition start) {}
