package dev.aether.ajj.inject;

/** A piece of a rendered template, and the part of the template that it comes from. */
record Segment(TemplateToken token, String text) {

    /** Whether it stands for a value, and is not a text of the template. */
    boolean isValue() {
        return token instanceof TemplateToken.Tag;
    }
}
