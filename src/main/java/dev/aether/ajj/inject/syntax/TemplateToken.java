package dev.aether.ajj.inject.syntax;

/** A token of a template. */
public sealed interface TemplateToken {

    /** Returns where the token begins in the template's text. */
    int offset();

    /** Text that is copied as it is. */
    record Plain(int offset, String text) implements TemplateToken {}

    /** The text between {@code {{} and {@code }}}, without surrounding spaces. */
    record Tag(int offset, String content) implements TemplateToken {

        /** Whether it opens or closes a section, such as {@code #if} or {@code /if}. */
        public boolean isSection() {
            return content.startsWith("#") || content.startsWith("/");
        }

        /** Returns the first word of a section, such as {@code #if}. */
        String word() {
            return content.split("\\s", 2)[0];
        }
    }
}
