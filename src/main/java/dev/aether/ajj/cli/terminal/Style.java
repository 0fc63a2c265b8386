package dev.aether.ajj.cli.terminal;

import java.util.List;

/**
 * Colours by meaning. When off, texts stay unchanged.
 *
 * @param mark {@link Screen}'s mark for the beginning of a sequence
 */
public record Style(boolean on, String mark) {
    /** Cyan, yellow, green, magenta, blue, and their bright variants; red is for errors. */
    private static final List<String> DISTINCT = List.of("36", "33", "32", "35", "34", "96", "93", "92", "95", "94");

    public String error(String text) {
        return wrap("1;31", text);
    }

    public String warning(String text) {
        return wrap("1;33", text);
    }

    public String hint(String text) {
        return wrap("1;36", text);
    }

    public String good(String text) {
        return wrap("32", text);
    }

    public String bad(String text) {
        return wrap("31", text);
    }

    public String doubtful(String text) {
        return wrap("33", text);
    }

    public String strong(String text) {
        return wrap("1", text);
    }

    public String faint(String text) {
        return wrap("2", text);
    }

    /** Returns the text in one of several colours, the same for the same number. */
    public String distinct(int number, String text) {
        return wrap(DISTINCT.get(number % DISTINCT.size()), text);
    }

    private String wrap(String code, String text) {
        return on && !text.isEmpty() ? mark + code + "m" + text + mark + "0m" : text;
    }
}
