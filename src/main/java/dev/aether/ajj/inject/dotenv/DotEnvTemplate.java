package dev.aether.ajj.inject.dotenv;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.inject.dotenv.DotEnvValue.Quotes;
import dev.aether.ajj.model.text.DotEnvWord;
import dev.aether.ajj.model.variable.HostVariables;

/**
 * Quotes and escapes the values in a rendered dotenv file, so that programs read them unchanged. The template's own quotes,
 * references and comments keep their meaning.
 *
 * <ul>
 *   <li>A value that is the whole text after {@code =} is quoted if necessary.
 *   <li>A value inside double quotes is escaped.
 *   <li>A value inside single quotes or unquoted text stays as it is if possible; otherwise the whole text is written in
 *       double quotes.
 *   <li>A value that cannot be written is reported with its position: an invalid name, a line break in a comment.
 * </ul>
 */
public final class DotEnvTemplate {
    /** Characters that a library may treat as line breaks outside quotes, as regular expressions do. */
    private static final String BREAKS = "\n\r\u000b\f\u0085\u2028\u2029";

    private static final String HINT = "write lines such as NAME={{ services.NAME.host }}";

    private final RenderedText text;
    private final ConfigFaults problems;
    private final StringBuilder written = new StringBuilder();
    private int position;

    /** @param problems gets the faults of text that cannot be written or read back */
    public DotEnvTemplate(RenderedText text, ConfigFaults problems) {
        this.text = text;
        this.problems = problems;
    }

    /** Returns the file's text, which is only valid if no fault was reported. */
    public String write() {
        for (copyBlank(true); position < text.length(); copyBlank(true)) {
            boolean copied = text.isOwn(position, '#') ? copyComment() : copyVariable();
            if (!copied) {
                position = endOfLine();
            }
        }
        return written.toString();
    }

    private boolean copyVariable() {
        int start = position;
        boolean named = copyName();
        copyBlank(false);
        if (named && text.substring(start, position).strip().equals("export") && isNameStart()) {
            start = position;
            named = copyName();
            copyBlank(false);
        }
        if (!named || !text.isOwn(position, '=')) {
            return refuse(position, noName());
        }
        String name = text.substring(start, position).strip();
        if (HostVariables.include(name)) {
            return refuse(
                    start,
                    "an injected file cannot set " + name + ": it affects which programs run on this machine, or how");
        }
        copyTo(position + 1);
        copyBlank(false);
        boolean quoted = text.isOwn(position, '"') || text.isOwn(position, '\'');
        return quoted ? copyQuoted() : copyPlain();
    }

    private boolean copyName() {
        if (!isNameStart()) {
            return false;
        }
        int end = position;
        while (end < text.length() && DotEnv.isNamePart(text.at(end))) {
            end++;
        }
        copyTo(end);
        return true;
    }

    private boolean isNameStart() {
        return position < text.length() && DotEnv.isNameStart(text.at(position));
    }

    private String noName() {
        if (text.isValue(position)) {
            return "this value has a character that is not allowed in the name of a variable";
        }
        return "this is not a line of a dotenv file: the name of a variable is not followed by =";
    }

    private boolean copyQuoted() {
        char quote = text.at(position);
        int start = position + 1;
        int end = start;
        while (end < text.length() && !text.isOwn(end, quote)) {
            boolean escape = quote == '"' && text.isOwn(end, '\\') && !text.isValue(end + 1);
            end += escape ? 2 : 1;
        }
        if (end >= text.length()) {
            return refuse(position, "the quoted value is not closed");
        }
        boolean fits = !text.hasValues(start, end)
                || (quote == '\'' && DotEnvWord.fitsSingleQuotes(text.substring(start, end)));
        if (fits) {
            copyTo(end + 1);
        } else {
            DotEnvValue value = new DotEnvValue(text, quote == '"' ? Quotes.DOUBLE : Quotes.SINGLE);
            if (!writeInDoubleQuotes(value, start, end)) {
                return false;
            }
            position = end + 1;
        }
        copyBlank(false);
        if (position < text.length() && !text.isOwn(position, '#') && position != endOfLine()) {
            return refuse(position, "there is text after the quoted value");
        }
        return copyComment();
    }

    private boolean copyPlain() {
        int start = position;
        int rest = endOfPlain();
        int end = rest;
        while (end > start && !text.isValue(end - 1) && isBlank(text.at(end - 1))) {
            end--;
        }
        DotEnvValue value = new DotEnvValue(text, Quotes.NONE);
        if (!text.hasValues(start, end) || value.canStay(start, end)) {
            if (!isOneLine(end)) {
                return false;
            }
            copyTo(end);
        } else if (text.isAllValues(start, end) && text.substring(start, end).indexOf('\0') < 0) {
            written.append(DotEnvWord.quoted(text.substring(start, end)));
        } else if (!writeInDoubleQuotes(value, start, end)) {
            return false;
        }
        position = end;
        copyTo(rest);
        return copyComment();
    }

    private int endOfPlain() {
        int end = endOfLine();
        for (int index = position; index < end; index++) {
            boolean afterBlank = index > 0 && !text.isValue(index - 1) && DotEnv.isBlank(text.at(index - 1));
            if (afterBlank && text.isOwn(index, '#')) {
                return index;
            }
        }
        return end;
    }

    private boolean writeInDoubleQuotes(DotEnvValue value, int start, int end) {
        try {
            written.append('"').append(value.escaped(start, end)).append('"');
            return true;
        } catch (DotEnvValue.Unwritable unwritable) {
            return refuse(unwritable.index(), unwritable.getMessage());
        }
    }

    private boolean copyComment() {
        int end = endOfLine();
        if (!isOneLine(end)) {
            return false;
        }
        copyTo(end);
        return true;
    }

    /** Refuses characters up to {@code end} that some programs treat as line breaks: they would read the rest as a variable. */
    private boolean isOneLine(int end) {
        for (int index = position; index < end; index++) {
            if (BREAKS.indexOf(text.at(index)) >= 0) {
                return refuse(
                        index,
                        text.isValue(index)
                                ? "this value has a line break, which cannot be part of a comment"
                                : "this character is a line break for some programs that read the file");
            }
        }
        return true;
    }

    private void copyBlank(boolean acrossLines) {
        int end = position;
        while (end < text.length()
                && !text.isValue(end)
                && (DotEnv.isBlank(text.at(end)) || (acrossLines && "\r\n".indexOf(text.at(end)) >= 0))) {
            end++;
        }
        copyTo(end);
    }

    private void copyTo(int end) {
        written.append(text.substring(position, end));
        position = end;
    }

    private int endOfLine() {
        int end = position;
        while (end < text.length() && !text.isOwn(end, '\n')) {
            end++;
        }
        return end > position && text.isOwn(end - 1, '\r') ? end - 1 : end;
    }

    private static boolean isBlank(char character) {
        return DotEnv.isBlank(character) || character == '\r';
    }

    private boolean refuse(int index, String message) {
        problems.report(text.position(index), message, HINT);
        return false;
    }
}
