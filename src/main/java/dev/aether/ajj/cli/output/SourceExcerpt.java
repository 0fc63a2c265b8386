package dev.aether.ajj.cli.output;

import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of an aether.toml or compose file that a problem is about, with a caret. A value may be a secret under any name. So
 * only values of keys that never hold one are shown; of other lines, the key, the tag of a template, or nothing.
 */
final class SourceExcerpt {
    private static final int LARGEST_FILE = 1 << 20;
    private static final int LONGEST_LINE = 200;
    private static final String ELLIPSIS = "\u2026";
    private static final String HIDDEN = " " + ELLIPSIS;

    /** Keys of the tables in {@link #PLAIN_TABLE} whose values are never secret. */
    private static final Set<String> PLAIN_KEYS = Set.of("""
            type file services profiles range reserve image ports depends_on tcp timeout interval restart pull \
            platform memory cpus user working_dir hostname network_aliases tmpfs shm_size init privileged \
            cap_add cap_drop stop_signal stop_grace_period""".split(" ", -1));

    private static final Pattern PLAIN_TABLE =
            Pattern.compile("|backend|compose|ports|injection|services\\.[\\w-]+(\\.healthcheck|\\.seed)?");

    private static final Pattern TABLE = Pattern.compile("\\s*\\[{1,2}\\s*([\\w. -]+?)\\s*]{1,2}\\s*(#.*)?");
    private static final Pattern ENTRY = Pattern.compile("(\\s*([\\w-]+)\\s*=)(.*)");
    private static final Pattern TRIPLE_QUOTE = Pattern.compile("\"{3}|'{3}");

    /** A tag that holds only names: no quoted text, and no default. */
    private static final Pattern TAG = Pattern.compile("\\{\\{[\\w\\s.#/-]*}}");

    private static final Pattern YAML_KEY = Pattern.compile("(\\s*(?:- +)?[\\w.-]+:)(?: .*)?");

    /** A line whose value is on the lines below it: a key alone, or the start of an element of a list. */
    private static final Pattern YAML_PARENT =
            Pattern.compile("\\s*(?:[\\w.-]+:|- +[\\w.-]+:(?: +[^|>\"'\\s].*)?)\\s*(?: #.*)?");

    private SourceExcerpt() {}

    /** What is shown of a line, the index in it that the caret is at, and the number of characters it may be at. */
    private record Shown(String text, int caret, int end) {
        static final Shown NOTHING = new Shown("", 0);

        Shown(String text, int caret) {
            this(text, caret, text.replace(HIDDEN, "").length());
        }

        boolean hasCaret() {
            return text.length() <= LONGEST_LINE && caret < end;
        }
    }

    /** Two lines, or none where the place is in a line that cannot be read or may hold a secret. */
    static List<String> of(SourcePosition position, Style style) {
        Shown shown = shown(position);
        if (!shown.hasCaret()) {
            return List.of();
        }
        String number = String.valueOf(position.line());
        return List.of(
                "  " + style.faint(number + " | ") + Escapes.of(shown.text().replace('\t', ' ')),
                "  " + style.faint(" ".repeat(number.length()) + " | ") + " ".repeat(shown.caret()) + style.error("^"));
    }

    /** Whether the position has an excerpt. */
    static boolean exists(SourcePosition position) {
        return shown(position).hasCaret();
    }

    private static Shown shown(SourcePosition position) {
        List<String> lines = read(position.file());
        if (position.line() > lines.size()) {
            return Shown.NOTHING;
        }
        List<String> before = lines.subList(0, position.line() - 1);
        String line = lines.get(position.line() - 1);
        return isToml(position.file()) ? ofToml(before, line, position.column() - 1) : ofYaml(before, line);
    }

    private static List<String> read(Path file) {
        try {
            boolean known = isToml(file) || file.toString().matches(".*\\.ya?ml");
            return known && Files.isRegularFile(file) && Files.size(file) < LARGEST_FILE
                    ? Files.readAllLines(file)
                    : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static boolean isToml(Path file) {
        return file.toString().endsWith(".toml");
    }

    private static Shown ofToml(List<String> before, String line, int caret) {
        Shown tag = tag(line, caret);
        if (tag.hasCaret()) {
            return tag;
        }
        if (isInText(before)) {
            return Shown.NOTHING;
        }
        if (TABLE.matcher(line).matches()) {
            return new Shown(line.replaceFirst("\\s*(#.*)?$", ""), caret);
        }
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            return isInPlainArray(before) && isPlain(line) ? new Shown(line.stripTrailing(), caret) : Shown.NOTHING;
        }
        boolean plain = isPlainKey(before, entry.group(2)) && isPlain(entry.group(3));
        return new Shown(plain ? line.stripTrailing() : entry.group(1) + HIDDEN, caret);
    }

    /** The line with the tag of a template around the caret; text outside tags is hidden, but keeps its width. */
    private static Shown tag(String line, int caret) {
        List<MatchResult> tags = TAG.matcher(line).results().toList();
        if (tags.stream().noneMatch(tag -> tag.start() <= caret && caret < tag.end())) {
            return Shown.NOTHING;
        }
        StringBuilder text = new StringBuilder();
        for (MatchResult tag : tags) {
            text.append(covered(line.substring(text.length(), tag.start()))).append(tag.group());
        }
        int end = text.length();
        return new Shown(text.append(covered(line.substring(end))).toString().stripTrailing(), caret, end);
    }

    /** Replaces a text by an ellipsis and blanks of the same width. */
    private static String covered(String text) {
        return text.isBlank() ? text : ELLIPSIS + " ".repeat(text.length() - 1);
    }

    /** Whether the lines end within a text of several lines. */
    private static boolean isInText(List<String> lines) {
        return lines.stream()
                                .flatMap(line -> TRIPLE_QUOTE.matcher(line).results())
                                .count()
                        % 2
                == 1;
    }

    /** Whether the lines end within an array of a key that holds no secret. */
    private static boolean isInPlainArray(List<String> lines) {
        for (int index = lines.size() - 1; index >= 0; index--) {
            String line = lines.get(index).stripTrailing();
            Matcher entry = ENTRY.matcher(line);
            if (!line.isEmpty() && !line.endsWith(",") && !line.endsWith("[")) {
                return false;
            }
            if (entry.matches()) {
                return entry.group(3).strip().startsWith("[")
                        && isPlain(entry.group(3))
                        && isPlainKey(lines.subList(0, index), entry.group(2));
            }
        }
        return false;
    }

    private static boolean isPlainKey(List<String> before, String key) {
        return PLAIN_TABLE.matcher(table(before)).matches() && PLAIN_KEYS.contains(key);
    }

    /** The key of a line, unless it could be a line of a text. The caret is at the key: its value is not shown. */
    private static Shown ofYaml(List<String> before, String line) {
        Matcher key = YAML_KEY.matcher(line);
        // The first line is the place of problems of the whole file.
        if (before.isEmpty() || !key.matches() || !isMapping(before, indent(line))) {
            return Shown.NOTHING;
        }
        String text = key.group(1);
        return new Shown(text.length() == line.stripTrailing().length() ? text : text + HIDDEN, indent(line));
    }

    /** Whether all lines that a line of this indentation is nested in are keys without a value, or elements of lists. */
    private static boolean isMapping(List<String> before, int indentation) {
        int inner = indentation;
        for (String line : before.reversed()) {
            boolean isOuter = !line.isBlank() && !line.strip().startsWith("#") && indent(line) < inner;
            if (isOuter && !YAML_PARENT.matcher(line).matches()) {
                return false;
            }
            inner = isOuter ? indent(line) : inner;
        }
        return true;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** Returns the name of the table at the end of the lines; empty before the first table. */
    private static String table(List<String> lines) {
        return lines.reversed().stream()
                .filter(line -> line.strip().startsWith("["))
                .findFirst()
                .map(TABLE::matcher)
                .map(header -> header.matches() ? header.group(1) : "?")
                .orElse("");
    }

    /** Whether the value has no address with a password, no comment and no table. */
    private static boolean isPlain(String value) {
        return !Secrets.looksSecret(value) && !TRIPLE_QUOTE.matcher(value).find() && !value.matches(".*[@#{].*");
    }
}
