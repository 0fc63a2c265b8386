package dev.aether.ajj.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The string literals in ajj's sources, joined where the code concatenates them; {@code x} stands for each value. */
final class SourceTexts {
    private static final Pattern NUMBERED = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u+[0-9A-Fa-f]{4}");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern TOKEN = Pattern.compile(
            "(?s)/\\*.*?\\*/|//[^\\n]*|'(?:\\\\.|[^'\\\\])+'|\"\"\".*?\"\"\"|\"((?:\\\\.|[^\"\\\\])*)\"");
    private static final String VALUE = "x";

    private SourceTexts() {}

    static List<String> all() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> in(read(file)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> in(String source) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        StringBuilder code = new StringBuilder();
        int end = 0;
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            code.append(source, end, token.start());
            end = token.end();
            if (token.group(1) == null) {
                continue;
            }
            if (text.isEmpty()) {
                text.append(code.toString().stripTrailing().endsWith("+") ? VALUE : "");
            } else if (!joins(code.toString())) {
                finish(text, code.toString(), texts);
                text.append(code.toString().stripTrailing().endsWith("+") ? VALUE : "");
            } else if (!code.toString().strip().equals("+")) {
                text.append(VALUE);
            }
            // translateEscapes does not know Unicode escapes, and no command has one.
            text.append(NUMBERED.matcher(token.group(1)).replaceAll("$1?").translateEscapes());
            code.setLength(0);
        }
        if (!text.isEmpty()) {
            finish(text, source.substring(end), texts);
        }
        return texts;
    }

    private static void finish(StringBuilder text, String code, List<String> texts) {
        texts.add(text + (code.strip().startsWith("+") ? VALUE : ""));
        text.setLength(0);
    }

    /** Whether the code between two literals is {@code +}, or {@code + value +}. */
    private static boolean joins(String code) {
        String words = code.strip();
        if (!words.startsWith("+") || !words.endsWith("+") || words.matches("(?s).*[;{}].*")) {
            return false;
        }
        int depth = 0;
        for (int index = 0; index < words.length(); index++) {
            char each = words.charAt(index);
            depth += each == '(' ? 1 : each == ')' ? -1 : 0;
            if (depth < 0 || (depth == 0 && each == ',')) {
                return false;
            }
        }
        return depth == 0;
    }
}
