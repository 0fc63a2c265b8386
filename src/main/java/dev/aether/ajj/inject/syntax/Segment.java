package dev.aether.ajj.inject.syntax;

/** A part of a rendered template, and the token that it comes from. */
public record Segment(TemplateToken token, String text) {

    /** Whether it is a value, not the template's own text. */
    public boolean isValue() {
        return token instanceof TemplateToken.Tag;
    }
}
