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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of aether.toml that a problem is about, with a caret. Any value may be a secret, so only values of keys that
 * never hold one are shown; of other lines only the key, or nothing.
 */
final class SourceExcerpt {
    private static final int LARGEST_FILE = 1 << 20;
    private static final int LONGEST_LINE = 200;
    private static final String HIDDEN = " \u2026";

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

    private SourceExcerpt() {}

    /** Returns two lines; none when the line cannot be read, or the position may be in a secret. */
    static List<String> of(SourcePosition position, Style style) {
        List<String> lines = read(position.file());
        if (position.line() > lines.size()) {
            return List.of();
        }
        String shown = shown(lines.subList(0, position.line() - 1), lines.get(position.line() - 1));
        int caret = position.column() - 1;
        if (shown.length() > LONGEST_LINE || caret >= shown.replace(HIDDEN, "").length()) {
            return List.of();
        }
        String number = String.valueOf(position.line());
        return List.of(
                "  " + style.faint(number + " | ") + Escapes.of(shown.replace('\t', ' ')),
                "  " + style.faint(" ".repeat(number.length()) + " | ") + " ".repeat(caret) + style.error("^"));
    }

    private static List<String> read(Path file) {
        try {
            boolean plain =
                    file.toString().endsWith(".toml") && Files.isRegularFile(file) && Files.size(file) < LARGEST_FILE;
            return plain ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Returns the part of a line that may be shown; may be empty. */
    private static String shown(List<String> before, String line) {
        if (before.stream()
                                .flatMap(each -> TRIPLE_QUOTE.matcher(each).results())
                                .count()
                        % 2
                == 1) {
            return "";
        }
        Matcher table = TABLE.matcher(line);
        if (table.matches()) {
            return line.replaceFirst("\\s*(#.*)?$", "");
        }
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            return "";
        }
        boolean plain = PLAIN_TABLE.matcher(table(before)).matches() && PLAIN_KEYS.contains(entry.group(2));
        return plain && isPlain(entry.group(3)) ? line.stripTrailing() : entry.group(1) + HIDDEN;
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
