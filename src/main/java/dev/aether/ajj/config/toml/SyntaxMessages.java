package dev.aether.ajj.config.toml;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.model.text.SourcePosition;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlParseError;

/** Converts the parser's errors to readable messages. They never quote the file's text, which may be an unquoted password. */
final class SyntaxMessages {
    private static final Pattern DEFINED_TWICE = Pattern.compile("(.+) previously defined at line (\\d+), column \\d+");
    private static final Pattern EXPECTED = Pattern.compile("(?s)Unexpected .+?, expected (.+)");
    private static final String GENERAL_HINT = "aether.toml is written in TOML: https://toml.io/en/v1.0.0";

    private static final String KEYS =
            "keys consist of letters, digits, \"_\" and \"-\"; put others in quotation marks";

    private SyntaxMessages() {}

    static void report(ConfigFile file, TomlParseError error, ConfigFaults problems) {
        SourcePosition position = file.at(error.position());
        String message = String.valueOf(error.getMessage());
        Matcher twice = DEFINED_TWICE.matcher(message);
        Matcher expected = EXPECTED.matcher(message);
        if (twice.matches()) {
            problems.report(
                    position,
                    twice.group(1) + " is defined twice, first in line " + file.line(Integer.parseInt(twice.group(2))),
                    "remove one of the two, or merge them");
        } else if (expected.matches()) {
            reportExpected(position, file.lineText(position.line()), expected.group(1), problems);
        } else if (message.startsWith("Invalid escape sequence")) {
            problems.report(
                    position,
                    "unknown escape after a backslash",
                    "write the backslash twice, or put the text in single quotes: '...'");
        } else {
            String first = message.substring(0, 1).toLowerCase(Locale.ROOT);
            problems.report(position, first + message.substring(1), GENERAL_HINT);
        }
    }

    private static void reportExpected(SourcePosition position, String line, String expected, ConfigFaults problems) {
        if (expected.startsWith("\"") || expected.startsWith("'")) {
            problems.report(
                    position,
                    "a string is not closed",
                    "close it with the same quotation mark; put a string of several lines in \"\"\"");
        } else if (expected.equals("a value") || expected.equals("a date/time")) {
            problems.report(position, "a value is missing or has no quotation marks", "write key = \"text\"");
        } else if (expected.endsWith("=")) {
            boolean yaml = line.contains(":") && !line.contains("=");
            problems.report(
                    position,
                    "a key must be followed by \"=\" and a value",
                    yaml ? "this is TOML, not YAML: write key = \"text\"" : "write key = \"text\"");
        } else if (expected.startsWith("a newline")) {
            problems.report(position, "there is text after a complete value", "write each key on its own line");
        } else if (expected.startsWith("]") && line.stripLeading().startsWith("[")) {
            reportHeader(position, line, problems);
        } else if (expected.startsWith("]")) {
            problems.report(position, "a comma or the closing ] of the array is missing", "write [\"one\", \"two\"]");
        } else if (expected.startsWith("}")) {
            problems.report(position, "a comma or the closing } of the table is missing", "write { KEY = \"value\" }");
        } else if (expected.startsWith("a key")) {
            problems.report(position, "a key is missing or needs quotation marks", KEYS);
        } else {
            problems.report(position, "expected " + expected, GENERAL_HINT);
        }
    }

    private static void reportHeader(SourcePosition position, String line, ConfigFaults problems) {
        String closing = line.stripLeading().startsWith("[[") ? "]]" : "]";
        if (line.contains(closing)) {
            problems.report(position, "the name of a table is invalid", KEYS);
        } else {
            problems.report(
                    position, "the table header has no closing " + closing, "write [services.name] on one line");
        }
    }
}
