package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.files.TextFile;
import dev.aether.ajj.model.SourcePosition;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of variables as docker compose reads it, which is not how others do: {@code NAME=value} or {@code NAME: value},
 * also behind {@code export}; a name alone stands for the variable of the environment; values without quotes and those in
 * double quotes may name other variables.
 */
final class EnvFile {
    private static final Pattern KEY =
            Pattern.compile("(?:export[ \\t]+)?([A-Za-z0-9_.\\[\\]-]+)[ \\t]*(?:[=:][ \\t]*|(?=\\n)|$)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([abcfnrtv$\"\\\\])");
    private static final String ESCAPED = "abfnrtv";
    private static final String CHARACTERS = "\u0007\b\f\n\r\t\u000B";

    private final Path file;
    private final String text;
    private final Variables outer;
    private final ConfigFaults problems;
    private final SequencedMap<String, Variable> variables = new LinkedHashMap<>();
    private int index;

    private EnvFile(Path file, String text, Variables outer, ConfigFaults problems) {
        this.file = file;
        this.text = text;
        this.outer = outer;
        this.problems = problems;
    }

    /**
     * The variables in the order of the file; what cannot be understood is reported.
     *
     * @param outer what values may name, besides those above them in the file
     */
    static Collection<Variable> read(Path file, Variables outer, ConfigFaults problems) {
        String text = text(file);
        EnvFile reader = new EnvFile(file, text, outer, problems);
        if (!reader.reportNul()) {
            reader.readAll();
        }
        return reader.variables.sequencedValues();
    }

    /** The same for {@code format: raw}: what stands behind the first {@code =} is the value. */
    static Collection<Variable> readRaw(Path file, ConfigFaults problems) {
        SequencedMap<String, Variable> variables = new LinkedHashMap<>();
        String text = text(file);
        if (new EnvFile(file, text, Variables.of(Map.of()), problems).reportNul()) {
            return List.of();
        }
        text.lines()
                .map(String::stripLeading)
                .filter(line -> line.indexOf('=') > 0 && !line.startsWith("#"))
                .forEach(line -> {
                    String name = line.substring(0, line.indexOf('=')).strip();
                    variables.put(name, new Variable(name, line.substring(line.indexOf('=') + 1), Optional.of(file)));
                });
        return variables.sequencedValues();
    }

    private static String text(Path file) {
        return TextFile.read(
                        file,
                        ".env",
                        missing -> new ConfigProblem.NotFound(
                                "there is no file " + missing,
                                List.of("check the path under env_file"),
                                Map.of("file", missing.toString())))
                .replace("\r\n", "\n");
    }

    /** No program can be told of a value with such a character: the file is none of variables. */
    private boolean reportNul() {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            index = nul;
            report("the character U+0000 cannot stand in a file of variables", "remove it");
        }
        return nul >= 0;
    }

    private void readAll() {
        while (index < text.length()) {
            if (Character.isWhitespace(text.charAt(index))) {
                index++;
            } else if (text.charAt(index) == '#') {
                index = endOfLine();
            } else if (!readVariable()) {
                index = endOfLine();
            }
        }
    }

    private boolean readVariable() {
        Matcher key = KEY.matcher(text).region(index, text.length());
        if (!key.lookingAt()) {
            report("this is no variable", "write NAME=value");
            return false;
        }
        String name = key.group(1);
        boolean alone = key.end() == key.end(1);
        int start = index;
        index = key.end();
        if (alone) {
            outer.find(name).ifPresent(found -> variables.put(name, found));
            return true;
        }
        try {
            variables.put(name, new Variable(name, readValue(), Optional.of(file)));
            return true;
        } catch (Substitution.Refused refused) {
            index = start;
            report(refused.getMessage(), refused.hint());
            return false;
        }
    }

    private String readValue() throws Substitution.Refused {
        char first = index < text.length() ? text.charAt(index) : '\n';
        if (first == '\'' || first == '"') {
            String raw = readQuoted(first);
            index = endOfLine();
            return first == '\'' ? raw : expand(unescape(raw));
        }
        String line = text.substring(index, endOfLine());
        index = endOfLine();
        int comment = line.indexOf(" #");
        return expand((comment < 0 ? line : line.substring(0, comment)).stripTrailing());
    }

    /** What stands between quotes, over several lines if need be; a quote behind a backslash belongs to it. */
    private String readQuoted(char quote) throws Substitution.Refused {
        StringBuilder raw = new StringBuilder();
        for (int at = index + 1; at < text.length(); at++) {
            char each = text.charAt(at);
            if (each == quote) {
                index = at + 1;
                return raw.toString();
            }
            boolean escape = each == '\\' && at + 1 < text.length();
            if (escape && text.charAt(at + 1) == quote) {
                at++;
                raw.append(quote);
            } else if (escape) {
                at++;
                raw.append(each).append(text.charAt(at));
            } else {
                raw.append(each);
            }
        }
        throw new Substitution.Refused("a quotation mark is not closed", "close it with the same quotation mark");
    }

    private static String unescape(String raw) {
        return ESCAPE.matcher(raw).replaceAll(match -> {
            String letter = match.group(1);
            int known = ESCAPED.indexOf(letter);
            String character = letter.equals("$") ? "$$" : known < 0 ? letter : CHARACTERS.substring(known, known + 1);
            return Matcher.quoteReplacement(character);
        });
    }

    private String expand(String value) throws Substitution.Refused {
        return new Substitution(name -> outer.find(name).or(() -> Optional.ofNullable(variables.get(name))), _ -> {})
                .apply(value);
    }

    private int endOfLine() {
        int newline = text.indexOf('\n', index);
        return newline < 0 ? text.length() : newline;
    }

    private void report(String message, String hint) {
        String before = text.substring(0, index);
        int line = 1 + (int) before.chars().filter(each -> each == '\n').count();
        int column = 1 + before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
        problems.report(new SourcePosition(file, line, column), message, hint);
    }
}
