package dev.aether.ajj.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A man page in the language of groff's and mandoc's {@code man} macros. */
final class Roff {
    private final StringBuilder page = new StringBuilder();
    /** A heading begins a paragraph by itself. */
    private boolean afterHeading;

    /**
     * Begins a page.
     *
     * @param date when the manual was published, such as {@code 2026-01-01}
     */
    Roff(String name, int section, String date) {
        page.append(".\\\" Made by DistributionFiles: change the command, not this page.\n");
        line(".TH " + escaped(name.toUpperCase(Locale.ROOT)) + " " + section + " " + date + " ajj \"Aether\"");
        // Lines that are stretched, and names that are hyphenated, are hard to read and to copy.
        line(".nr HY 0").line(".nh").line(".ad l");
    }

    Roff section(String heading) {
        return line(".SH " + escaped(heading.toUpperCase(Locale.ROOT)));
    }

    /** A paragraph; what stands between backquotes is bold. */
    Roff paragraph(String text) {
        return (afterHeading ? this : line(".PP")).line(text(text));
    }

    /** Names of pages, none of which is broken at its hyphens. */
    Roff pages(List<String> names) {
        return line(String.join(", ", names.stream().map(Roff::code).toList()));
    }

    /** A name in bold, and indented below it what is to be said. */
    Roff entry(CommandPage.Entry entry) {
        return line(".TP").line("\\fB" + code(entry.name()) + "\\fR").line(text(entry.text()));
    }

    /** Lines that stay as they are. */
    Roff example(String lines) {
        (afterHeading ? this : line(".PP")).line(".RS 4").line(".EX");
        Arrays.stream(lines.split("\n", -1)).forEach(each -> line(protect(code(each))));
        return line(".EE").line(".RE");
    }

    /** A line of macros or of escaped text. */
    Roff line(String line) {
        page.append(line).append('\n');
        afterHeading = line.startsWith(".SH");
        return this;
    }

    private static String text(String text) {
        StringBuilder line = new StringBuilder();
        String[] parts = text.strip().split("`", -1);
        for (int index = 0; index < parts.length; index++) {
            line.append(index % 2 == 1 ? "\\fB" + code(parts[index]) + "\\fR" : escaped(parts[index]));
        }
        // One sentence on each line: that is how roff tells the end of a sentence.
        return protect(line.toString().replaceAll("([.]) (?=\\S)", "$1\n")).replace("\n ", "\n");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e");
    }

    /** To be typed as it is: with hyphens and quotes that are these characters, not typography. */
    static String code(String text) {
        return escaped(text)
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }

    /** A line that begins with a dot or an apostrophe would be a macro. */
    private static String protect(String text) {
        return text.replaceAll("(?m)^(?=[.'])", "\\\\&");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
