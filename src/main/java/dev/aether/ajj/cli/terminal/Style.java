package dev.aether.ajj.cli.terminal;

import java.util.List;

/** Colours by meaning. Off, it leaves every text as it is. */
public final class Style {
    /** Cyan, yellow, green, magenta, blue, and their bright kin; red is for what is wrong. */
    private static final List<String> APART = List.of("36", "33", "32", "35", "34", "96", "93", "92", "95", "94");

    private final boolean on;
    private final String mark;

    /** @param mark what {@link Screen} takes for the beginning of a sequence */
    Style(boolean on, String mark) {
        this.on = on;
        this.mark = mark;
    }

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

    /** One of several colours that tell things apart, the same for the same number. */
    public String apart(int number, String text) {
        return wrap(APART.get(number % APART.size()), text);
    }

    private String wrap(String code, String text) {
        return on && !text.isEmpty() ? mark + code + "m" + text + mark + "0m" : text;
    }
}
