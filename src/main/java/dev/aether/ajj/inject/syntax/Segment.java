package dev.aether.ajj.inject.syntax;

/** A piece of a rendered template, and the part of the template that it comes from. */
public record Segment(TemplateToken token, String text) {

    /** Whether it stands for a value, and is not a text of the template. */
    public boolean isValue() {
        return token instanceof TemplateToken.Tag;
    }
}
