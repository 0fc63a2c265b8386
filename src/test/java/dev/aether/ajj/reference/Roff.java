package dev.aether.ajj.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A man page, in the {@code man} macros of groff and mandoc. */
final class Roff {
    private final StringBuilder page = new StringBuilder();
    /** Whether the last line was a heading, which starts a paragraph itself. */
    private boolean afterHeading;

    /**
     * Starts a page.
     *
     * @param date the date of publication, such as {@code 2026-01-01}
     */
    Roff(String name, int section, String date) {
        page.append(".\\\" Made by DistributionFiles: change the command, not this page.\n");
        line(".TH " + escaped(name.toUpperCase(Locale.ROOT)) + " " + section + " " + date + " ajj \"Aether\"");
        // Justified lines and hyphenated names are hard to read and copy.
        line(".nr HY 0").line(".nh").line(".ad l");
    }

    Roff section(String heading) {
        return line(".SH " + escaped(heading.toUpperCase(Locale.ROOT)));
    }

    /** Adds a paragraph; text between backquotes is bold. */
    Roff paragraph(String text) {
        return (afterHeading ? this : line(".PP")).line(text(text));
    }

    /** Adds names of pages, which are not broken at hyphens. */
    Roff pages(List<String> names) {
        return line(String.join(", ", names.stream().map(Roff::code).toList()));
    }

    /** Adds a name in bold, with its indented description. */
    Roff entry(CommandPage.Entry entry) {
        return line(".TP").line("\\fB" + code(entry.name()) + "\\fR").line(text(entry.text()));
    }

    /** Adds lines that are kept. */
    Roff example(String lines) {
        (afterHeading ? this : line(".PP")).line(".RS 4").line(".EX");
        Arrays.stream(lines.split("\n", -1)).forEach(each -> line(protect(code(each))));
        return line(".EE").line(".RE");
    }

    /** Adds a line of macros or escaped text. */
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
        // One sentence per line: roff detects the end of a sentence by it.
        return protect(line.toString().replaceAll("([.]) (?=\\S)", "$1\n")).replace("\n ", "\n");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e");
    }

    /** Returns text to be typed, with literal hyphens and quotes. */
    static String code(String text) {
        return escaped(text)
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }

    /** Protects lines that begin with a dot or an apostrophe, which would be macros. */
    private static String protect(String text) {
        return text.replaceAll("(?m)^(?=[.'])", "\\\\&");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
