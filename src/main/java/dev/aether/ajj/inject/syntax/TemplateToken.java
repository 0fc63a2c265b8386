package dev.aether.ajj.inject.syntax;

/** A piece of a template. */
public sealed interface TemplateToken {

    /** Where it begins in the template's text. */
    int offset();

    /** Text that is copied as it is. */
    record Plain(int offset, String text) implements TemplateToken {}

    /** What stands between {@code {{} and {@code }}}, without the spaces around it. */
    record Tag(int offset, String content) implements TemplateToken {

        /** Whether it is {@code #if}, {@code /if} and the like: it stands for no value of its own. */
        public boolean isSection() {
            return content.startsWith("#") || content.startsWith("/");
        }

        /** The first word of a section: {@code #if}. */
        String word() {
            return content.split("\\s", 2)[0];
        }
    }
}
