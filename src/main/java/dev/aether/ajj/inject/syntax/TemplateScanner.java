package dev.aether.ajj.inject.syntax;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.model.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a template into plain text and {@code {{ tags }}}. Single braces, backslashes and line ends are plain text. Reports
 * tags that the engine would misread, with their position.
 */
public final class TemplateScanner {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    /** Limits the recursion of the engine, which recurses for each part of an expression. */
    private static final int MAX_TAG_LENGTH = 500;

    private static final Pattern BEGINNING = Pattern.compile("[#/]?[A-Za-z_]");
    private static final Pattern LITERAL_BRACES = Pattern.compile("'\\{\\{'|\"\\{\\{\"");
    private static final Pattern FORBIDDEN = Pattern.compile("[{}\\\\]");

    private final Template template;
    private final ConfigFaults problems;
    private final List<TemplateToken> tokens = new ArrayList<>();
    private int knownLineEnd;

    private TemplateScanner(Template template, ConfigFaults problems) {
        this.template = template;
        this.problems = problems;
    }

    /** Returns the template's tokens in order, without tags that were reported. */
    public static List<TemplateToken> scan(Template template, ConfigFaults problems) {
        TemplateScanner scanner = new TemplateScanner(template, problems);
        scanner.scan();
        return List.copyOf(scanner.tokens);
    }

    private void scan() {
        String text = template.text();
        int plain = 0;
        for (int open = nextOpen(0); open >= 0; open = nextOpen(plain)) {
            addPlain(plain, open);
            plain = readTag(open);
        }
        addPlain(plain, text.length());
    }

    /** Of several braces in a row the last two open a tag, so that a tag can directly follow a brace of JSON. */
    private int nextOpen(int from) {
        int open = template.text().indexOf(OPEN, from);
        while (open >= 0 && template.text().startsWith(OPEN, open + 1)) {
            open++;
        }
        return open;
    }

    private int readTag(int open) {
        String text = template.text();
        int lineEnd = lineEnd(open);
        int close = text.indexOf(CLOSE, open + OPEN.length(), lineEnd);
        if (close < 0) {
            report(
                    open,
                    "{{ is not closed on the same line",
                    "close it with }}; for two plain braces write {{ '{{' }}");
            return lineEnd;
        }
        String content = text.substring(open + OPEN.length(), close).strip();
        if (LITERAL_BRACES.matcher(content).matches()) {
            tokens.add(new TemplateToken.Plain(open, OPEN));
        } else if (isValid(open, content)) {
            tokens.add(new TemplateToken.Tag(open, content));
        }
        return close + CLOSE.length();
    }

    private int lineEnd(int offset) {
        if (offset >= knownLineEnd) {
            int newline = template.text().indexOf('\n', offset);
            knownLineEnd = newline < 0 ? template.text().length() : newline;
        }
        return knownLineEnd;
    }

    private boolean isValid(int open, String content) {
        if (!BEGINNING.matcher(content).lookingAt()) {
            report(
                    open,
                    content.isEmpty() ? "{{ }} is empty" : "{{ }} must begin with a name",
                    "write a name such as {{ workspace.name }}; for two plain braces write {{ '{{' }}");
        } else if (content.length() > MAX_TAG_LENGTH) {
            report(open, "{{ }} has more than " + MAX_TAG_LENGTH + " characters", "write the name of one value");
        } else if (FORBIDDEN.matcher(content).find()) {
            report(open, "braces and backslashes are not allowed inside {{ }}", "write the name of one value");
        } else if (hasOpenQuote(content)) {
            report(open, "a quotation mark inside {{ }} is not closed", "write it like {{ name ?: 'default' }}");
        } else {
            return true;
        }
        return false;
    }

    private static boolean hasOpenQuote(String content) {
        char open = 0;
        for (int index = 0; index < content.length(); index++) {
            char each = content.charAt(index);
            if (open == 0 && (each == '\'' || each == '"')) {
                open = each;
            } else if (each == open) {
                open = 0;
            }
        }
        return open != 0;
    }

    private void addPlain(int start, int end) {
        if (start < end) {
            tokens.add(new TemplateToken.Plain(start, template.text().substring(start, end)));
        }
    }

    private void report(int offset, String message, String hint) {
        problems.report(template.positionAt(offset), message, hint);
    }
}
